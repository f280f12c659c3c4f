namespace Search.Web.Hosting;

/// <summary>The style sheet and the icon, out of the assembly.</summary>
internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        Map(app, "/style.css", "style.css", "text/css; charset=utf-8");
        Map(app, "/icon.svg", "icon.svg", "image/svg+xml");
    }

    private static void Map(IEndpointRouteBuilder app, string path, string name, string type)
    {
        using var stream = typeof(AssetEndpoints).Assembly.GetManifestResourceStream($"Search.Web.Assets.{name}")
            ?? throw new InvalidOperationException($"the asset {name} is not in the assembly");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        app.MapGet(path, (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "max-age=300";
            return TypedResults.Bytes(bytes, type);
        });
    }
}
