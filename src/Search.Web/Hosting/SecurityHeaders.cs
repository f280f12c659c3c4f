namespace Search.Web.Hosting;

/// <summary>What a browser is told of every page: nothing from elsewhere is loaded, nothing is framed, no address is passed on.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For a mail shown in a frame: its inline styles apply, and nothing of it runs, loads or leads away.</summary>
    public const string MailPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (!context.Request.Path.StartsWithSegments("/style.css", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
        await next(context);
    });
}
