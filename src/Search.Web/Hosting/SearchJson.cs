using Search.Queries.Searching;
using Search.Queries.Syntax;

namespace Search.Web.Hosting;

/// <summary>Answers of a search as JSON has them, the same in the API and on the command line.</summary>
public static class SearchJson
{
    /// <summary>An object <c>{"total","exact","hits":[{"id","url","title","author","published","source","score","passages"}]}</c>, ready to be serialised.</summary>
    public static object Of(SearchAnswer answer) => new
    {
        total = answer.Total,
        exact = answer.Exact,
        hits = answer.Hits.Select(hit => new
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
        }),
        hints = answer.Parsed.Hints.Select(hint => new { message = hint.Message, fix = hint.Fix }),
        notices = answer.Notices,
    };

    /// <summary>An object with the first mistake as <c>error</c> and all of them under <c>errors</c>.</summary>
    public static object Problems(ParsedQuery parsed) => new
    {
        error = parsed.FirstError ?? "the query is empty",
        errors = parsed.Errors.Select(error => new { position = error.Position, length = error.Length, message = error.Message, remedy = error.Remedy, fix = error.Fix }),
    };
}
