using System.Text;
using Search.Lucene.Automata;

namespace Search.Queries.Syntax;

/// <summary>Patterns as people type them, made such that they fit folded terms: the literal parts are folded, the operators stay.</summary>
internal static class PatternText
{
    /// <summary>A wildcard pattern with what stands between its wildcards folded.</summary>
    public static string FoldWildcard(string pattern, Func<string, string> fold)
    {
        var folded = new StringBuilder();
        foreach (var (literal, wildcard) in Pieces(pattern))
        {
            foreach (var c in fold(literal))
                folded.Append(c is '*' or '?' or '\\' ? "\\" : "").Append(c);
            folded.Append(wildcard);
        }
        return folded.ToString();
    }

    /// <summary>A regular expression with its characters folded.</summary>
    /// <exception cref="PatternSyntaxException">It is none.</exception>
    /// <exception cref="PatternTooComplexException">It is too involved.</exception>
    public static RegExp FoldRegexp(string pattern, Func<string, string> fold) => RegExp.Parse(pattern).Fold(fold);

    /// <summary>The text of a wildcard pattern with <paramref name="stand"/> for each wildcard: a word that the pattern could mean.</summary>
    public static string Example(string pattern, string stand) =>
        string.Concat(Pieces(pattern).Select(piece => piece.Literal + (piece.Wildcard.Length > 0 ? stand : "")));

    /// <summary>
    /// The pattern with its wildcards in one order: question marks before a star, one star instead of several. Patterns that accept the
    /// same by this rule become equal.
    /// </summary>
    public static string Ordered(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length;)
        {
            var run = pattern.AsSpan(i).IndexOfAnyExcept('*', '?') is var length && length < 0 ? pattern.Length - i : length;
            if (run > 0)
            {
                text.Append('?', pattern.AsSpan(i, run).Count('?')).Append(pattern.AsSpan(i, run).Contains('*') ? "*" : "");
                i += run;
                continue;
            }
            var literal = pattern[i] == '\\' && i + 1 < pattern.Length ? 2 : 1;
            text.Append(pattern, i, literal);
            i += literal;
        }
        return text.ToString();
    }

    /// <summary>The pattern in pieces: characters, escapes undone, and the wildcard after them, the last one perhaps without.</summary>
    private static IEnumerable<(string Literal, string Wildcard)> Pieces(string pattern)
    {
        var literal = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '*' or '?')
            {
                yield return (literal.ToString(), pattern[i..(i + 1)]);
                literal.Clear();
                continue;
            }
            i += pattern[i] == '\\' && i + 1 < pattern.Length ? 1 : 0;
            literal.Append(pattern[i]);
        }
        if (literal.Length > 0)
            yield return (literal.ToString(), "");
    }
}
