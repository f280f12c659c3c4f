using System.Net;
using System.Net.Sockets;

namespace Search.Ingest.Fetching;

/// <summary>Opens connections for <see cref="SocketsHttpHandler"/>, to public addresses only, checked when they are opened.</summary>
public static class GuardedConnections
{
    /// <summary>A handler without proxy, cookies and redirects of its own: each redirect is a new request that is checked again.</summary>
    public static SocketsHttpHandler Handler(FetchLimits limits) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = limits.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxConnectionsPerServer = limits.ConnectionsPerHost,
        MaxResponseHeadersLength = 64,
        ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, limits.AllowLoopback, cancellation),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowLoopback, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellation);
        var allowed = Array.FindAll(addresses, address => AddressGuard.IsAllowed(address, allowLoopback));
        if (allowed.Length == 0)
            throw new FetchRefusedException($"{target.Host} is at an address inside a private network ({string.Join(", ", addresses.Take(3))}); only public addresses are connected to");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
