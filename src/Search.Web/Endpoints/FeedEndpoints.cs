using Microsoft.Net.Http.Headers;
using Search.Alerts.Feeds;
using Search.Data;
using Search.Web.Hosting;

namespace Search.Web.Endpoints;

/// <summary>The Atom feed of an alert. Its token is the only right; readers come without login and cookie, and again and again.</summary>
internal static class FeedEndpoints
{
    public static void MapFeeds(this IEndpointRouteBuilder app)
    {
        var feeds = new AlertFeeds(app.ServiceProvider.GetRequiredService<Database>());
        app.MapMethods("/feeds/{token}", [HttpMethods.Get, HttpMethods.Head], (string token, HttpContext context, SearchPlace place) => ReadAsync(token, context, place, feeds));
    }

    private static async Task<IResult> ReadAsync(string token, HttpContext context, SearchPlace place, AlertFeeds feeds)
    {
        var root = place.PublicUrl ?? new Uri($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}/");
        if (await feeds.FindAsync(token, root, context.RequestAborted) is not { } feed)
            return View.NotFound("feed");
        var tag = new EntityTagHeaderValue($"\"{feed.ETag}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.CacheControl = "private, max-age=60";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Bytes(await feeds.WriteAsync(feed, root, context.RequestAborted), "application/atom+xml; charset=utf-8");
    }
}
