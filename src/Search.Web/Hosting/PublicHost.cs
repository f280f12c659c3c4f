namespace Search.Web.Hosting;

/// <summary>
/// What people from outside see: the pages that mails link to, and nothing else. A request is from outside when it names the public
/// address, or when a proxy says that it passed it on, whatever host that proxy names; everything else comes from this machine.
/// </summary>
internal static class PublicHost
{
    private static readonly string[] Folders = ["/confirm", "/unsubscribe", "/manage", "/digests", "/feeds", "/articles"];
    private static readonly string[] Files = ["/help", "/style.css", "/icon.svg"];
    private static readonly string[] ForwardingHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];
    private static readonly object Mark = new();

    /// <summary>The hosts that a request may name.</summary>
    public static IReadOnlyList<string> Hosts(Uri? publicUrl) => publicUrl is null ? LoopbackAddresses.Hosts : [.. LoopbackAddresses.Hosts, publicUrl.IdnHost];

    /// <summary>True for a request from outside: its page shows no way to what only this machine sees.</summary>
    public static bool IsOutside(HttpContext? context) => context?.Items.ContainsKey(Mark) == true;

    /// <summary>Answers 404 to people from outside wherever mails do not lead.</summary>
    public static void UsePublicHost(this IApplicationBuilder app, Uri? publicUrl)
    {
        var host = publicUrl is null || LoopbackAddresses.IsLoopback(publicUrl) ? null : publicUrl.IdnHost;
        app.Use((context, next) =>
        {
            if (!ComesFromOutside(context.Request, host))
                return next(context);
            context.Items[Mark] = true;
            if (IsPublic(context.Request.Path))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private static bool ComesFromOutside(HttpRequest request, string? host) =>
        string.Equals(request.Host.Host, host, StringComparison.OrdinalIgnoreCase) || ForwardingHeaders.Any(request.Headers.ContainsKey);

    private static bool IsPublic(PathString path) =>
        Files.Contains(path.Value, StringComparer.Ordinal)
        || Folders.Any(folder => path.StartsWithSegments(folder, StringComparison.Ordinal, out var rest) && rest.Value is { Length: > 1 });
}
