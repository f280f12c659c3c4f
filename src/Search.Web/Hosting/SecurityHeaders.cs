namespace Search.Web.Hosting;

/// <summary>What a browser is told of every page: nothing from elsewhere is loaded, nothing is framed, no address is passed on.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For a mail shown in a frame: its inline styles apply, and nothing of it runs, loads or leads away.</summary>
    public const string MailPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Content-Security-Policy", Policy), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"), ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"), ("Cache-Control", "no-store"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ];

    /// <summary>Headers are added as the answer starts, so that answers to faults have them too; what a handler set itself stays.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(
            static state =>
            {
                foreach (var (name, value) in Headers)
                    ((HttpResponse)state).Headers.TryAdd(name, value);
                return Task.CompletedTask;
            },
            context.Response);
        return next(context);
    });
}
