using System.Net;

namespace Search.Web.Hosting;

/// <summary>Which addresses the pages may be bound to: this machine's own only, as long as there is no sign-in.</summary>
public static class LoopbackAddresses
{
    /// <summary>The hosts that a request may name.</summary>
    public static IReadOnlyList<string> Hosts { get; } = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Null when every address of <paramref name="urls"/> (separated by semicolons) is this machine's; else why one is refused.</summary>
    public static string? Refusal(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
                || uri.Scheme is not ("http" or "https"))
                return $"'{url}' is not an address; one looks like http://127.0.0.1:5080";
            if (!IsLoopback(uri))
                return $"'{url}' would open the pages to the network, and they have no sign-in yet: use 127.0.0.1, [::1] or localhost";
        }
        return null;
    }

    public static bool IsLoopback(Uri uri) =>
        uri.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
