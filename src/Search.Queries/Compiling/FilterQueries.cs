using Search.Lucene.Searching;
using Search.Queries.Articles;

namespace Search.Queries.Compiling;

/// <summary>Puts a context's filters around a query, without a share in its scores.</summary>
internal static class FilterQueries
{
    public static Query Restrict(Query query, QueryContext context)
    {
        var filters = Filters(context.Filters, context.Zone).ToArray();
        if (filters.Length == 0)
            return query;
        return BooleanQuery.Of([new BooleanClause(query, Occur.Must), .. filters.Select(filter => new BooleanClause(filter, Occur.Filter))]);
    }

    private static IEnumerable<Query> Filters(QueryFilters filters, TimeZoneInfo zone)
    {
        if (filters.Sources.Count > 0)
            yield return new TermInSetQuery(FieldNames.SourceKey, filters.Sources.Select(source => new TermBytes(ArticleSchema.Key(source))));
        if (filters.Languages.Count > 0)
            yield return BooleanQuery.Any(filters.Languages.Select(WholeValueQueries.Language));
        if (filters.From is not null || filters.To is not null)
            yield return DateQueries.Days(filters.From, filters.To, zone);
        if (filters.AfterSeq == long.MaxValue)
            yield return new MatchNoneQuery();
        else if (filters.AfterSeq is not null || filters.UpToSeq is not null)
            yield return new LongRangeQuery(FieldNames.Seq, filters.AfterSeq is { } after ? after + 1 : long.MinValue, filters.UpToSeq ?? long.MaxValue);
    }
}
