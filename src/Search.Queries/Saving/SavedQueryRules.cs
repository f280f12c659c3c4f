using Search.Queries.Syntax;

namespace Search.Queries.Saving;

/// <summary>What a query must be to become an alert: it has to say which articles it wants, not only which it does not.</summary>
public static class SavedQueryRules
{
    /// <summary>Why this query can't be an alert, as sentences for its owner; null when it can.</summary>
    public static string? Refusal(ParsedQuery query) =>
        query.Root is null ? query.FirstError ?? "The query is empty." : Refusal(query.Root);

    /// <inheritdoc cref="Refusal(ParsedQuery)"/>
    public static string? Refusal(SyntaxNode root)
    {
        if (CountsDays(root, field: null))
            return "“today” is the day on which somebody looks, and an alert is not looked at; write now-1d.";
        if (IsSelective(root))
            return null;
        return HasPositive(root)
            ? "This query matches every article, or nearly every one: an alert needs a word, phrase, source, author or tag that its articles have."
            : "This query only says what its articles do not have: add a word that they have.";
    }

    /// <summary>True when every match has something in particular: a word, a value, a beginning of one.</summary>
    private static bool IsSelective(SyntaxNode node) => node switch
    {
        AndNode and => and.Clauses.Any(IsSelective),
        OrNode or => or.Clauses.All(IsSelective),
        NotNode { Clause: NotNode inner } => IsSelective(inner.Clause),
        BoostNode boost => IsSelective(boost.Clause),
        FieldNode { Field: QueryFields.Published or QueryFields.Seen } => false,
        FieldNode field => IsSelective(field.Clause),
        TermNode term => term.Text.Any(char.IsLetterOrDigit),
        PhraseNode phrase => phrase.Text.Any(char.IsLetterOrDigit),
        PrefixNode prefix => prefix.Prefix.Any(char.IsLetterOrDigit),
        WildcardNode or FuzzyNode or RegexpNode => PatternReach.IsNarrow(node),
        _ => false,
    };

    private static bool HasPositive(SyntaxNode node) => node switch
    {
        AndNode and => and.Clauses.Any(HasPositive),
        OrNode or => or.Clauses.Any(HasPositive),
        NotNode { Clause: NotNode inner } => HasPositive(inner.Clause),
        NotNode => false,
        BoostNode boost => HasPositive(boost.Clause),
        FieldNode field => HasPositive(field.Clause),
        _ => true,
    };

    private static bool CountsDays(SyntaxNode node, string? field) => node switch
    {
        AndNode and => and.Clauses.Any(clause => CountsDays(clause, field)),
        OrNode or => or.Clauses.Any(clause => CountsDays(clause, field)),
        NotNode not => CountsDays(not.Clause, field),
        BoostNode boost => CountsDays(boost.Clause, field),
        FieldNode inner => CountsDays(inner.Clause, inner.Field),
        _ when field is null || !QueryFields.IsDate(field) => false,
        RangeNode range => IsToday(range.Lower.Text) || IsToday(range.Upper.Text),
        TermNode term => IsToday(term.Text),
        PhraseNode phrase => IsToday(phrase.Text),
        _ => false,
    };

    private static bool IsToday(string? text) => text is not null && DateExpression.TryParse(text, out var date) && date.IsToday;
}
