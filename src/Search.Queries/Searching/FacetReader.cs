using Search.Lucene.Searching;
using Search.Queries.Articles;

namespace Search.Queries.Searching;

/// <summary>Asks the index for the counts of a search, and turns them into what people see.</summary>
internal static class FacetReader
{
    /// <summary>The columns, in the order in which <see cref="Read"/> expects their counts.</summary>
    public static IReadOnlyList<string> Columns { get; } = [FieldNames.Source, FieldNames.Language, FieldNames.Tag];

    /// <param name="found">An answer with the counts of <see cref="Columns"/>.</param>
    /// <param name="most">Values of each facet.</param>
    public static ArticleFacets Read(TopDocs found, int most) => new()
    {
        Sources = Joined(found.Facets[0], ArticleSchema.Key, label => label, most),
        Languages = Joined(found.Facets[1], Primary, Primary, most),
        Tags = [.. found.Facets[2].Values.Take(most).Select(value => new FacetValue(value.Value.ToString(), value.Count))],
        Days = found.Days,
    };

    /// <summary>
    /// Values that a filter takes for the same count as one, under the label of the most frequent. An article has at most one, so that
    /// the sum is how many articles the filter leaves.
    /// </summary>
    private static FacetValue[] Joined(FacetCounts counts, Func<string, string> key, Func<string, string> label, int most) =>
        [.. counts.Values.GroupBy(value => key(value.Value.ToString()), StringComparer.Ordinal)
            .Select(group => new FacetValue(label(group.First().Value.ToString()), group.Sum(value => value.Count)))
            .OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal).Take(most)];

    private static string Primary(string language) => language.Split('-')[0];
}
