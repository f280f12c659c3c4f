using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Search.Data;
using Search.Data.Outbox;
using Search.Data.Stages;
using Search.Queries.Searching;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>How the service is: for people at /status, for probes at /healthz, for Prometheus at /metrics.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder app)
    {
        app.MapGet("/status", ShowAsync);
        app.MapGet("/healthz", HealthAsync);
        app.MapGet("/metrics", MetricsAsync);
    }

    private static async Task<RazorComponentResult> ShowAsync(HttpContext context, Database database, ArticleSearcher searcher, SearchPlace place)
    {
        await using var data = await database.BeginReadAsync(context.RequestAborted);
        var last = await data.Articles.LastSeqAsync();
        (string, string)[] facts =
        [
            ("Articles", Number(await data.Articles.CountAsync())),
            ("In the index", Number(searcher.Articles)),
            ("Last ingest sequence", Number(last)),
            ("Indexed up to", Number(searcher.Cursor)),
            ("Matched up to", Number(await data.Cursors.ReadAsync(Stage.Match))),
            ("Alerts", Number((await data.Alerts.ListAsync()).Count)),
            ("Mails waiting", Number(await data.Outbox.CountAsync(OutboxState.Queued))),
            ("Mail goes to", place.MailGoesTo),
            ("Public address", place.PublicUrl?.AbsoluteUri ?? "none: mail goes to the operator's own addresses only"),
            ("Data folder", place.DataFolder),
        ];
        return View.Of<StatusPage>(
            (nameof(StatusPage.Facts), facts), (nameof(StatusPage.Notices), await data.Notices.NewestAsync(50)), (nameof(StatusPage.Runs), await data.Runs.NewestAsync(stage: null, 50)));
    }

    private static async Task<IResult> HealthAsync(HttpContext context, Database database, ArticleSearcher searcher)
    {
        var last = await database.ReadAsync(data => data.Articles.LastSeqAsync(), context.RequestAborted);
        return TypedResults.Ok(new { status = "ok", lastSeq = last, indexedSeq = searcher.Cursor });
    }

    private static async Task<IResult> MetricsAsync(HttpContext context, Database database, ArticleSearcher searcher)
    {
        await using var data = await database.BeginReadAsync(context.RequestAborted);
        var text = new StringBuilder();
        Add(text, "search_articles", "Articles in the database.", await data.Articles.CountAsync());
        Add(text, "search_indexed_articles", "Articles in the index.", searcher.Articles);
        Add(text, "search_last_seq", "Last ingest sequence given.", await data.Articles.LastSeqAsync());
        Add(text, "search_indexed_seq", "Ingest sequence up to which the index stands.", searcher.Cursor);
        Add(text, "search_matched_seq", "Ingest sequence up to which alerts were matched.", await data.Cursors.ReadAsync(Stage.Match));
        foreach (var state in Enum.GetValues<OutboxState>())
            Add(text, "search_outbox_" + state.ToString().ToLowerInvariant(), $"Mails in state {state}.", await data.Outbox.CountAsync(state));
        return TypedResults.Content(text.ToString(), "text/plain; version=0.0.4; charset=utf-8");
    }

    private static void Add(StringBuilder text, string name, string help, long value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
