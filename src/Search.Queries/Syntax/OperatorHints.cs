namespace Search.Queries.Syntax;

/// <summary>Finds <c>or</c>, <c>and</c> and <c>not</c> in lower case where an operator could stand, and asks whether it was meant.</summary>
internal static class OperatorHints
{
    private static readonly string[] Operators = ["or", "and", "not"];

    public static IReadOnlyList<QueryHint> Find(string text, IReadOnlyList<QueryToken> tokens)
    {
        var hints = new List<QueryHint>();
        foreach (var word in Operators)
        {
            var found = new List<SourceSpan>();
            for (var i = 0; i < tokens.Count; i++)
            {
                if (IsMeant(tokens, i, word))
                    found.Add(tokens[i].Span);
            }
            if (found.Count > 0)
                hints.Add(new QueryHint(found[0].Start, found[0].Length, $"Did you mean {word.ToUpperInvariant()}? In lower case it is a word to be found.", Raise(text, found)));
        }
        return [.. hints.OrderBy(hint => hint.Position)];
    }

    private static bool IsMeant(IReadOnlyList<QueryToken> tokens, int i, string word) =>
        tokens[i].Kind == QueryTokenKind.Word && tokens[i].Text == word && tokens[i].Span.Length == word.Length
        && StartsOperand(tokens[i + 1]) && (word == "not" || (i > 0 && EndsOperand(tokens[i - 1])));

    private static bool StartsOperand(QueryToken token) => token.Kind switch
    {
        QueryTokenKind.Word or QueryTokenKind.Phrase or QueryTokenKind.Regexp or QueryTokenKind.Open => token.SpaceBefore || token.Kind == QueryTokenKind.Open,
        QueryTokenKind.Not or QueryTokenKind.Plus or QueryTokenKind.Minus => true,
        _ => false,
    };

    private static bool EndsOperand(QueryToken token) => token.Kind is QueryTokenKind.Word or QueryTokenKind.Phrase or QueryTokenKind.Regexp
        or QueryTokenKind.Close or QueryTokenKind.Tilde or QueryTokenKind.Caret or QueryTokenKind.RangeEnd;

    private static string Raise(string text, List<SourceSpan> spans)
    {
        foreach (var span in spans)
            text = span.Replace(text, text[span.Start..span.End].ToUpperInvariant());
        return text;
    }
}
