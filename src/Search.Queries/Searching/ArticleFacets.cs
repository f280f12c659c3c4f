using Search.Lucene.Searching;

namespace Search.Queries.Searching;

/// <summary>
/// What the articles that a search found have in common: how many are of each outlet, in each language, with each tag and of each day. The
/// counts are over all of them, exact unless the search was stopped; the most frequent values come first.
/// </summary>
public sealed record ArticleFacets
{
    /// <summary>Outlets, different spellings of one in the most frequent spelling.</summary>
    public IReadOnlyList<FacetValue> Sources { get; init; } = [];

    /// <summary>Language codes without region: <c>en-gb</c> counts as <c>en</c>.</summary>
    public IReadOnlyList<FacetValue> Languages { get; init; } = [];

    /// <summary>Tags, folded as in <see cref="Articles.ArticleSchema.Key"/>.</summary>
    public IReadOnlyList<FacetValue> Tags { get; init; } = [];

    /// <summary>Days of publication in the reader's zone that have articles, ascending; articles without a date are on none.</summary>
    public IReadOnlyList<DayCount> Days { get; init; } = [];
}
