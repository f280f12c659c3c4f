using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Search.Data;
using Search.Ingest.Sources;
using Search.Queries.Searching;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>The search page.</summary>
internal static class SearchEndpoints
{
    private const int MaxPage = 100;

    /// <summary>Values of each facet on the page.</summary>
    private const int FacetValues = 8;

    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", ShowAsync);
        app.MapPost("/samples/remove", RemoveSamplesAsync).WithFormToken();
    }

    private static async Task<RazorComponentResult> ShowAsync(HttpContext context, Database database, ArticleSearcher searcher)
    {
        var model = Read(context.Request.Query);
        var (articles, samples) = await database.ReadAsync(
            async data => (model.Text.Length == 0 ? await data.Articles.CountAsync() : 0, await data.Articles.CountSamplesAsync()), context.RequestAborted);
        model = model with { Articles = articles, Samples = samples, Notice = Notices.Of(context.Request.Query[View.NoticeKey]) };
        if (model.Text.Length > 0)
            model = Search(model, searcher, context.RequestAborted);
        var status = model.Answer is { Parsed.IsValid: false } || model.FilterProblem is not null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        return View.Of<SearchPage>(status, (nameof(SearchPage.Model), model));
    }

    private static SearchModel Search(SearchModel model, ArticleSearcher searcher, CancellationToken cancellationToken)
    {
        if (!TryDay(model.From, out var from) || !TryDay(model.To, out var to))
            return model with { FilterProblem = "A day is written year-month-day, as in 2015-03-17." };
        if (!TryZone(model.Zone, out var zone))
            return model with { FilterProblem = "A time zone is written as in Asia/Beirut." };
        var answer = searcher.Search(
            new SearchRequest(model.Text)
            {
                Top = model.PageSize,
                Skip = (model.PageNumber - 1) * model.PageSize,
                Order = model.Sort == "newest" ? SearchOrder.Newest : SearchOrder.Relevance,
                Source = model.Source,
                Language = model.Language,
                From = from,
                To = to,
                Zone = zone,
                Facets = model.PageNumber == 1 ? FacetValues : 0,
            },
            cancellationToken);
        return model with { Answer = answer };
    }

    private static SearchModel Read(IQueryCollection query) => new()
    {
        Text = query["q"].ToString().Trim(),
        Sort = query["sort"] == "newest" ? "newest" : "relevance",
        From = query["from"].ToString().Trim(),
        To = query["to"].ToString().Trim(),
        Source = query["source"].ToString().Trim(),
        Language = query["lang"].ToString().Trim(),
        Zone = query["zone"].ToString().Trim(),
        PageNumber = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, MaxPage) : 1,
    };

    /// <summary>True with a day, and with none for an empty text.</summary>
    internal static bool TryDay(string text, out DateOnly? day)
    {
        day = null;
        if (text.Length == 0)
            return true;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            return false;
        day = read;
        return true;
    }

    /// <summary>True with a zone, UTC for an empty text.</summary>
    internal static bool TryZone(string text, out TimeZoneInfo zone)
    {
        zone = TimeZoneInfo.Utc;
        if (text.Length == 0)
            return true;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(text, out var found))
            return false;
        zone = found;
        return true;
    }

    private static async Task<RedirectHttpResult> RemoveSamplesAsync(HttpContext context, SourceDesk desk)
    {
        await desk.RemoveSamplesAsync(context.RequestAborted);
        return View.Done("/", Notices.SamplesRemoved);
    }
}
