using Search.Lucene.Searching;
using Search.Queries.Articles;
using Search.Queries.Syntax;

namespace Search.Queries.Compiling;

/// <summary>Queries on published and seen, in epoch seconds. An article without a date is in no range. They score 1.</summary>
internal static class DateQueries
{
    public static Query Compile(SyntaxNode node, string field, QueryContext context) => node switch
    {
        RangeNode range => Range(field, range, context),
        TermNode term => At(field, term.Text, context),
        PhraseNode phrase => At(field, phrase.Text, context),
        PrefixNode or MatchAllNode => new LongRangeQuery(field, long.MinValue, long.MaxValue),
        _ => new MatchNoneQuery(),
    };

    /// <summary>Published from the start of the first day to the end of the last, in this zone; null is open.</summary>
    public static Query Days(DateOnly? first, DateOnly? last, TimeZoneInfo zone)
    {
        var from = first is { } start ? DateExpression.OfDay(start).Resolve(default, zone).First : long.MinValue;
        var to = last is { } end ? DateExpression.OfDay(end).Resolve(default, zone).Last : long.MaxValue;
        return new LongRangeQuery(FieldNames.Published, from, to);
    }

    private static Query At(string field, string text, QueryContext context)
    {
        var bound = new RangeBound(text, Inclusive: true);
        return Range(field, new RangeNode(bound, bound), context);
    }

    private static Query Range(string field, RangeNode range, QueryContext context)
    {
        var (lower, upper) = (Parse(range.Lower), Parse(range.Upper));
        if (!context.NowIsArrival)
            return new LongRangeQuery(field, First(lower, range.Lower, context), Last(upper, range.Upper, context));
        var parts = new List<Query>();
        if (lower is not { IsRelative: true } || upper is not { IsRelative: true })
            parts.Add(Absolute(field, range, context, lower, upper));
        if (lower is { IsRelative: true } || upper is { IsRelative: true })
            parts.Add(ByArrival(field, range, lower, upper));
        return parts.Count == 1 ? parts[0] : new ConstantScoreQuery(BooleanQuery.All(parts));
    }

    private static LongRangeQuery Absolute(string field, RangeNode range, QueryContext context, DateExpression? lower, DateExpression? upper) =>
        new(field,
            lower is { IsRelative: true } ? long.MinValue : First(lower, range.Lower, context),
            upper is { IsRelative: true } ? long.MaxValue : Last(upper, range.Upper, context));

    /// <summary>
    /// With now = arrival, "published at or after now-7d" is "at most 7 days old on arrival": a range of the age, which does not
    /// depend on when it is asked. The age of <c>seen</c> itself is 0.
    /// </summary>
    private static Query ByArrival(string field, RangeNode range, DateExpression? lower, DateExpression? upper)
    {
        var most = lower is { IsRelative: true } ? -lower.SecondsFromNow - (range.Lower.Inclusive ? 0 : 1) : long.MaxValue;
        var least = upper is { IsRelative: true } ? -upper.SecondsFromNow + (range.Upper.Inclusive ? 0 : 1) : long.MinValue;
        if (field == FieldNames.Published)
            return new LongRangeQuery(FieldNames.Age, least, most);
        return least <= 0 && most >= 0 ? new MatchAllQuery() : new MatchNoneQuery();
    }

    private static DateExpression? Parse(RangeBound bound) =>
        bound.Text is not null && DateExpression.TryParse(bound.Text, out var expression) ? expression : null;

    private static long First(DateExpression? date, RangeBound bound, QueryContext context)
    {
        if (date is null)
            return long.MinValue;
        var (first, last) = date.Resolve(context.Now, context.Zone);
        return bound.Inclusive ? first : last + 1;
    }

    private static long Last(DateExpression? date, RangeBound bound, QueryContext context)
    {
        if (date is null)
            return long.MaxValue;
        var (first, last) = date.Resolve(context.Now, context.Zone);
        return bound.Inclusive ? last : first - 1;
    }
}
