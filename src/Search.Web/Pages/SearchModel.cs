using Search.Queries.Searching;
using Search.Queries.Syntax;

namespace Search.Web.Pages;

/// <summary>What the search page shows.</summary>
public sealed record SearchModel
{
    public required string Text { get; init; }

    public required string Sort { get; init; }

    public string From { get; init; } = "";

    public string To { get; init; } = "";

    public string Source { get; init; } = "";

    public string Language { get; init; } = "";

    /// <summary>The zone in which days begin and end; empty for UTC.</summary>
    public string Zone { get; init; } = "";

    public int PageNumber { get; init; } = 1;

    public int PageSize { get; init; } = 10;

    /// <summary>Null for an empty query.</summary>
    public SearchAnswer? Answer { get; init; }

    /// <summary>A mistake in the filters, for people.</summary>
    public string? FilterProblem { get; init; }

    /// <summary>Articles in all; counted for an empty query alone.</summary>
    public long Articles { get; init; }

    public long Samples { get; init; }

    public string? Notice { get; init; }

    public bool HasFilters => From.Length > 0 || To.Length > 0 || Source.Length > 0 || Language.Length > 0;

    /// <summary>The page's address with the query and the order alone.</summary>
    public string WithoutFilters => (this with { From = "", To = "", Source = "", Language = "" }).Link();

    /// <summary>The page's address with the query narrowed to a tag; null when it is already.</summary>
    public string? TagLink(string tag)
    {
        var clause = TagQuery.Node(tag);
        var root = Answer?.Parsed.Root;
        if (clause.Equals(root) || root is AndNode and && and.Clauses.Contains(clause))
            return null;
        return Link(root is TermNode or PhraseNode or AndNode ? $"{Text} {clause}" : $"({Text}) {clause}");
    }

    /// <summary>The page's address with these filters and another query text or page.</summary>
    public string Link(string? text = null, int page = 1)
    {
        var parts = new List<string> { "q=" + Uri.EscapeDataString(text ?? Text) };
        Add("sort", Sort == "relevance" ? "" : Sort);
        Add("from", From);
        Add("to", To);
        Add("source", Source);
        Add("lang", Language);
        Add("zone", Zone);
        Add("page", page == 1 ? "" : page.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return "/?" + string.Join('&', parts);

        void Add(string name, string value)
        {
            if (value.Length > 0)
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }
}
