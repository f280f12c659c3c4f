using System.Globalization;
using Search.Data;
using Search.Data.Outbox;
using Search.Queries.Searching;
using Search.Web.Hosting;

namespace Search.Web.Endpoints;

/// <summary>The JSON API under /api/v1: what the pages show, for programs. Reading only.</summary>
internal static class ApiEndpoints
{
    private const int MaxTop = 1_000;

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/search", Search);
        api.MapGet("/articles/{id}", ArticleAsync);
        api.MapGet("/alerts", AlertsAsync);
        api.MapGet("/sources", async (HttpContext context, Database database) => TypedResults.Ok(
            (await database.ReadAsync(data => data.Sources.ListAsync(), context.RequestAborted)).Select(source => new
            {
                id = source.SourceId, url = source.Url, name = source.Name, language = source.Language, enabled = source.Enabled, lastSuccess = source.LastSuccessAt,
                lastArticle = source.LastArticleAt, lastError = source.LastError, errors = source.ErrorCount, nextPoll = source.NextPollAt,
            })));
        api.MapGet("/outbox", async (HttpContext context, Database database) => TypedResults.Ok(
            (await database.ReadAsync(data => data.Outbox.NewestAsync(200), context.RequestAborted)).Select(Mail)));
    }

    private static IResult Search(HttpContext context, ArticleSearcher searcher)
    {
        var query = context.Request.Query;
        var text = query["q"].ToString();
        if (!SearchEndpoints.TryDay(query["from"].ToString(), out var from) || !SearchEndpoints.TryDay(query["to"].ToString(), out var to))
            return Problem("'from' and 'to' are days such as 2015-03-17");
        if (!TryNumber(query["top"], 10, MaxTop, out var top) || !TryNumber(query["skip"], 0, 10_000, out var skip))
            return Problem($"'top' is a number up to {MaxTop}, 'skip' one up to 10,000");
        if (!SearchEndpoints.TryZone(query["zone"].ToString(), out var zone))
            return Problem("'zone' is a time zone such as Asia/Beirut");
        if (!TryNumber(query["facets"], 0, MaxTop, out var facets))
            return Problem($"'facets' is how many values to count of each, up to {MaxTop}");
        if (query["exact"].ToString() is not ("" or "true" or "false"))
            return Problem("'exact' is true or false");
        var answer = searcher.Search(
            new SearchRequest(text)
            {
                Top = top,
                Skip = skip,
                Order = query["sort"] == "newest" ? SearchOrder.Newest : SearchOrder.Relevance,
                Source = query["source"].ToString(),
                Language = query["lang"].ToString(),
                From = from,
                To = to,
                Zone = zone,
                Facets = facets,
                ExactCount = query["exact"] != "false",
            },
            context.RequestAborted);
        return answer.Parsed.IsValid ? TypedResults.Ok(SearchJson.Of(answer)) : TypedResults.BadRequest(SearchJson.Problems(answer.Parsed));
    }

    private static async Task<IResult> ArticleAsync(string id, HttpContext context, Database database)
    {
        var article = await database.ReadAsync(data => data.Articles.FindAsync(id), context.RequestAborted);
        return article switch
        {
            null => Results.NotFound(new { error = "no such article" }),
            { DeletedAt: { } when } => Results.Json(new { error = "taken down", when, reason = article.DeletedReason }, statusCode: StatusCodes.Status410Gone),
            _ => TypedResults.Ok(new
            {
                id = article.Id, url = article.Url, title = article.Title, author = article.Author, published = article.Published, source = article.Source,
                language = article.Language, body = article.Body, tags = article.Tags, revision = article.Revision, seen = article.Seen,
            }),
        };
    }

    private static async Task<IResult> AlertsAsync(HttpContext context, Database database)
    {
        await using var data = await database.BeginReadAsync(context.RequestAborted);
        var alerts = new List<object>();
        foreach (var alert in await data.Alerts.ListAsync())
        {
            var people = await data.Subscriptions.OfAlertAsync(alert.AlertId);
            alerts.Add(new
            {
                id = alert.Id, name = alert.Name, query = alert.Query, rate = alert.Rate, zone = alert.Zone, to = people.Select(person => person.Address),
                paused = alert.IsPaused(database.Time.GetUtcNow()), broken = alert.BrokenReason, matches = await data.Matches.CountAsync(alert.AlertId),
                next = people.Where(person => person.UnsubscribedAt is null).Min(person => person.NextDueAt),
            });
        }
        return TypedResults.Ok(alerts);
    }

    private static object Mail(OutboxMessage message) => new
    {
        id = message.OutboxId, kind = message.Kind.ToString(), to = message.EnvelopeTo, subject = message.Subject, messageId = message.MessageId,
        state = message.State.ToString(), attempts = message.Attempts, created = message.CreatedAt, sent = message.SentAt, lastReply = message.LastReply,
        articles = message.ArticleCount, alerts = message.AlertCount,
    };

    private static IResult Problem(string error) => TypedResults.BadRequest(new { error });

    private static bool TryNumber(string? text, int otherwise, int most, out int number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most);
    }
}
