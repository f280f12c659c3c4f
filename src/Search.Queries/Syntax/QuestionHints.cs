namespace Search.Queries.Syntax;

/// <summary>Asks whether the question mark at the end of a query ends a question, since there it stands for a letter.</summary>
internal static class QuestionHints
{
    public static IEnumerable<QueryHint> Find(string text, IReadOnlyList<QueryToken> tokens)
    {
        if (tokens.Count < 3 || tokens[^2] is not { Kind: QueryTokenKind.Word } last || last.Text.IndexOfAny(['*', '?']) != last.Text.Length - 1 || !last.Text.EndsWith('?'))
            return [];
        var mark = new SourceSpan(last.Span.End - 1, last.Span.End);
        return [new QueryHint(mark.Start, mark.Length, "Did you mean a question? Here ? stands for one more letter.", mark.Replace(text, ""))];
    }
}
