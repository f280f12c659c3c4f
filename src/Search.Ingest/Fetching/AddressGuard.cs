using System.Net;
using System.Net.Sockets;

namespace Search.Ingest.Fetching;

/// <summary>
/// Decides, at the moment of connecting, whether an IP address is one that feeds may be fetched from: public unicast only. Checked after
/// name resolution and for every redirect, so that no name or detour leads into the network that this program runs in (SSRF).
/// </summary>
internal static class AddressGuard
{
    /// <summary>IPv4 networks that are not public (RFC 6890 and successors).</summary>
    private static readonly IPNetwork[] Closed4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Closed6 =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "3fff::/20" }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>True when a connection to the address may be made.</summary>
    /// <param name="address">The address.</param>
    /// <param name="allowLoopback">For feeds of this machine: loopback, and nothing else that is closed.</param>
    public static bool IsAllowed(IPAddress address, bool allowLoopback)
    {
        var plain = Unwrap(address);
        if (IPAddress.IsLoopback(plain))
            return allowLoopback;
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(Closed4, network => network.Contains(plain)),
            AddressFamily.InterNetworkV6 => plain.ScopeId == 0 && Global6.Contains(plain) && !Array.Exists(Closed6, network => network.Contains(plain)),
            _ => false,
        };
    }

    /// <summary>The IPv4 address that an IPv6 one stands for, else the address itself.</summary>
    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        if (SixToFour.Contains(address))
            return new IPAddress(bytes.AsSpan(2, 4));
        return Nat64.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4)) : address;
    }
}
