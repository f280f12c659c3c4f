using System.Globalization;
using Search.Queries.Searching;
using Search.Queries.Syntax;

namespace Search.Web.Hosting;

/// <summary>Answers of a search as JSON has them, the same in the API and on the command line.</summary>
public static class SearchJson
{
    /// <summary>
    /// An object <c>{"total","exact","hits":[{"id","url","title","author","published","source","score","passages"}],"hints","notices"}</c>,
    /// ready to be serialised; with <c>"facets":{"source","language","tag","day"}</c> where they were asked for, and <c>"suggestion"</c> where there is one.
    /// </summary>
    public static object Of(SearchAnswer answer)
    {
        var json = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["total"] = answer.Total,
            ["exact"] = answer.Exact,
            ["hits"] = answer.Hits.Select(Hit),
            ["hints"] = answer.Parsed.Hints.Select(hint => new { message = hint.Message, fix = hint.Fix }),
            ["notices"] = answer.Notices,
        };
        if (answer.Facets is { } facets)
            json.Add("facets", Facets(facets));
        if (answer.Suggestion is { } suggestion)
            json.Add("suggestion", suggestion);
        return json;
    }

    /// <summary>An object <c>{"total","exact","hits","words"}</c> of articles like one.</summary>
    public static object Of(SimilarAnswer answer) => new { total = answer.Total, exact = answer.Exact, hits = answer.Hits.Select(Hit), words = answer.Words };

    private static object Hit(ArticleHit hit) => new
    {
        id = hit.Id,
        url = hit.Url,
        title = hit.Title,
        author = hit.Author,
        published = hit.Published,
        source = hit.Source,
        score = hit.Score,
        passages = hit.Passages.Select(passage => new
        {
            text = passage.Text,
            highlights = passage.Ranges.Select(range => new[] { range.Start.Value, range.End.Value }),
        }),
    };

    private static object Facets(ArticleFacets facets) => new
    {
        source = Values(facets.Sources),
        language = Values(facets.Languages),
        tag = Values(facets.Tags),
        day = facets.Days.Select(day => new { day = day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), count = day.Count }),
    };

    private static IEnumerable<object> Values(IReadOnlyList<FacetValue> values) => values.Select(value => new { value = value.Value, count = value.Count });

    /// <summary>An object with the first mistake as <c>error</c> and all of them under <c>errors</c>.</summary>
    public static object Problems(ParsedQuery parsed) => new
    {
        error = parsed.FirstError ?? "the query is empty",
        errors = parsed.Errors.Select(error => new { position = error.Position, length = error.Length, message = error.Message, remedy = error.Remedy, fix = error.Fix }),
    };
}
