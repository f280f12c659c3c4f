using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>What mails name as their help (RFC 2369).</summary>
internal static class HelpEndpoints
{
    public static void MapHelp(this IEndpointRouteBuilder app) => app.MapGet("/help", () => View.Of<HelpPage>());
}
