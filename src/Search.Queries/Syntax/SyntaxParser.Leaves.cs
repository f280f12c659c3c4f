using System.Globalization;
using System.Text;

namespace Search.Queries.Syntax;

internal sealed partial class SyntaxParser
{
    private SyntaxNode? Leaf()
    {
        if (Here.Kind is QueryTokenKind.Word or QueryTokenKind.Phrase or QueryTokenKind.Regexp && ++_clauses > options.MaxClauses)
            return Stop(Here.Span, $"The query has more than {options.MaxClauses} words and phrases.", "Split it into several queries.");
        return Here.Kind switch
        {
            QueryTokenKind.Word => Word(),
            QueryTokenKind.Phrase => Phrase(),
            QueryTokenKind.Regexp => new RegexpNode(Here.Text) { Span = tokens[_at++].Span },
            QueryTokenKind.RangeStart => Range(),
            _ => Misplaced(),
        };
    }

    private SyntaxNode? Word()
    {
        var token = tokens[_at++];
        if (Here.Kind == QueryTokenKind.Tilde && !Here.SpaceBefore)
            return Fuzzy(token);
        var wildcards = CountWildcards(token.Text);
        if (wildcards == 0)
            return new TermNode(Literal(token.Text)) { Span = token.Span };
        if (!token.Text.AsSpan().ContainsAnyExcept('*'))
            return _fields == 0 ? new MatchAllNode { Span = token.Span } : new PrefixNode("") { Span = token.Span };
        if (wildcards > 1 || !token.Text.EndsWith('*'))
            return new WildcardNode(token.Text) { Span = token.Span };
        return new PrefixNode(Literal(token.Text[..^1])) { Span = token.Span };
    }

    private SyntaxNode? Fuzzy(QueryToken word)
    {
        var tilde = tokens[_at++];
        var span = new SourceSpan(word.Span.Start, tilde.Span.End);
        if (CountWildcards(word.Text) > 0)
            return Stop(span, "A word can be inexact by ~ or by * and ?, not by both.", "Use one of them.");
        var literal = Literal(word.Text);
        if (!TryEdits(tilde.Text, literal.Length, out var edits))
            return Stop(tilde.Span, "~ after a word counts the letters that may differ: 0, 1 or 2.", "Write it as in word~1.", tilde.Span.Replace(text, "~1"));
        return new FuzzyNode(literal, edits) { Span = span };
    }

    /// <summary>Edits by number, or by Lucene's old similarity below 1.</summary>
    private static bool TryEdits(string number, int length, out int edits)
    {
        edits = 2;
        if (number.Length == 0)
            return true;
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return false;
        if (value is > 0 and < 1)
        {
            edits = Math.Min(2, (int)((1 - value) * length));
            return true;
        }
        edits = (int)Math.Min(value, 3);
        return value is 0 or 1 or 2;
    }

    private SyntaxNode? Phrase()
    {
        var token = tokens[_at++];
        if (string.IsNullOrWhiteSpace(token.Text))
            return Stop(token.Span, "There is nothing between these quotation marks.", "Write words between them, or leave them out.", token.Span.Replace(text, ""));
        if (Here.Kind != QueryTokenKind.Tilde || Here.SpaceBefore)
            return new PhraseNode(token.Text) { Span = token.Span };
        var tilde = tokens[_at++];
        if (!int.TryParse(tilde.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var slop))
            return Stop(tilde.Span, "~ after a phrase counts how far apart its words may be.", "Write a whole number, as in \"near phrase\"~5.", tilde.Span.Replace(text, "~5"));
        return new PhraseNode(token.Text, slop) { Span = new SourceSpan(token.Span.Start, tilde.Span.End) };
    }

    private SyntaxNode? Range()
    {
        var open = tokens[_at++];
        var parts = new List<QueryToken>();
        while (Here.Kind is QueryTokenKind.RangeBound or QueryTokenKind.QuotedRangeBound)
            parts.Add(tokens[_at++]);
        if (Here.Kind != QueryTokenKind.RangeEnd)
            return Stop(open.Span, $"This {open.Text} opens a range that is not closed.", "Write a range as in published:[2015-03-01 TO 2015-03-31].");
        var close = tokens[_at++];
        var span = new SourceSpan(open.Span.Start, close.Span.End);
        if (_fields == 0)
            return Stop(span, "A range needs a field before it.", "Write it as in published:[2015-03-01 TO *] or author:[a TO f], or put the words in quotation marks.");
        if (parts.Count != 3 || !parts[1].Text.Equals("TO", StringComparison.OrdinalIgnoreCase))
            return Stop(span, "A range has two ends with TO between them.", "Write it as in [2015-03-01 TO 2015-03-31]; * is an open end.");
        if (++_clauses > options.MaxClauses)
            return Stop(span, $"The query has more than {options.MaxClauses} words and phrases.", "Split it into several queries.");
        return new RangeNode(Bound(parts[0], open.Text == "["), Bound(parts[2], close.Text == "]")) { Span = span };
    }

    private static RangeBound Bound(QueryToken token, bool inclusive) =>
        new(token.Kind == QueryTokenKind.RangeBound && token.Text == "*" ? null : token.Text, inclusive) { Span = token.Span };

    private SyntaxNode? Misplaced()
    {
        var span = Here.Span;
        var without = span.Replace(text, "").Trim();
        return Here.Kind switch
        {
            QueryTokenKind.End => Stop(span, "Something is missing at the end.", "Write what should follow, or leave the last operator out.", WithoutLastOperator()),
            QueryTokenKind.Close => Stop(span, "Something is missing before this parenthesis.", "Write a word, or leave the operator out."),
            QueryTokenKind.And or QueryTokenKind.Or => Stop(span, $"{Here.Text} stands between two things, and one of them is missing here.", "Write what it joins, or put it in quotation marks to search for the word.", without),
            QueryTokenKind.Colon => Stop(span, "A field's name is missing before this colon.", "Leave the colon out, or write \\: for the character.", without),
            QueryTokenKind.Tilde => Stop(span, "~ must follow a word or phrase directly.", "Write word~1 or \"near phrase\"~5, or \\~ for the character.", without),
            _ => Stop(span, "^ must follow a word, phrase or group directly.", "Write word^2, or \\^ for the character.", without),
        };
    }

    private string? WithoutLastOperator()
    {
        var last = _at - 1;
        return last > 0 && tokens[last].Kind is QueryTokenKind.And or QueryTokenKind.Or or QueryTokenKind.Not or QueryTokenKind.Plus or QueryTokenKind.Minus
            ? text[..tokens[last].Span.Start].TrimEnd()
            : null;
    }

    private static int CountWildcards(string pattern)
    {
        var count = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
                i++;
            else if (pattern[i] is '*' or '?')
                count++;
        }
        return count;
    }

    /// <summary>The characters that a pattern without wildcards stands for.</summary>
    private static string Literal(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                i++;
            text.Append(pattern[i]);
        }
        return text.ToString();
    }
}
