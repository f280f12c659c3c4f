using System.Globalization;
using System.Text;

namespace Search.Queries.Syntax;

/// <summary>Writes a syntax tree in the query language.</summary>
internal static class SyntaxPrinter
{
    public static string Print(SyntaxNode node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, SyntaxNode node)
    {
        switch (node)
        {
            case AndNode and:
                WriteList(text, and.Clauses, " AND ");
                break;
            case OrNode or:
                WriteList(text, or.Clauses, " OR ");
                break;
            case NotNode not:
                text.Append("NOT ");
                WriteGrouped(text, not.Clause, not.Clause is AndNode or OrNode);
                break;
            case BoostNode boost:
                WriteGrouped(text, boost.Clause, boost.Clause is AndNode or OrNode or NotNode or BoostNode);
                text.Append('^').Append(((double)boost.Factor).ToString("0.###############", CultureInfo.InvariantCulture));
                break;
            case FieldNode field:
                text.Append(field.Field).Append(':');
                WriteGrouped(text, field.Clause, field.Clause is AndNode or OrNode or NotNode or BoostNode or FieldNode or MatchAllNode);
                break;
            default:
                WriteLeaf(text, node);
                break;
        }
    }

    private static void WriteList(StringBuilder text, NodeList clauses, string separator)
    {
        for (var i = 0; i < clauses.Count; i++)
        {
            if (i > 0)
                text.Append(separator);
            WriteGrouped(text, clauses[i], clauses[i] is AndNode or OrNode);
        }
    }

    private static void WriteGrouped(StringBuilder text, SyntaxNode node, bool group)
    {
        if (group)
            text.Append('(');
        Write(text, node);
        if (group)
            text.Append(')');
    }

    private static void WriteLeaf(StringBuilder text, SyntaxNode node)
    {
        switch (node)
        {
            case TermNode term:
                WriteWord(text, term.Text);
                break;
            case PrefixNode prefix:
                WriteWord(text, prefix.Prefix);
                text.Append('*');
                break;
            case WildcardNode wildcard:
                WritePattern(text, wildcard.Pattern);
                break;
            case FuzzyNode fuzzy:
                WriteWord(text, fuzzy.Text);
                text.Append('~').Append(fuzzy.Edits);
                break;
            case RegexpNode regexp:
                text.Append('/').Append(regexp.Pattern).Append('/');
                break;
            case PhraseNode phrase:
                WritePhrase(text, phrase);
                break;
            case RangeNode range:
                WriteRange(text, range);
                break;
            case MatchAllNode:
                text.Append("*:*");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(node), node.GetType(), "not a node of the language");
        }
    }

    private static void WritePhrase(StringBuilder text, PhraseNode phrase)
    {
        WriteQuoted(text, phrase.Text);
        if (phrase.Slop > 0)
            text.Append('~').Append(phrase.Slop);
    }

    private static void WriteQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\' || !QueryText.IsPlain(c))
                text.Append('\\');
            text.Append(c);
        }
        text.Append('"');
    }

    private static void WriteRange(StringBuilder text, RangeNode range)
    {
        text.Append(range.Lower.Inclusive ? '[' : '{');
        WriteBound(text, range.Lower);
        text.Append(" TO ");
        WriteBound(text, range.Upper);
        text.Append(range.Upper.Inclusive ? ']' : '}');
    }

    private static void WriteBound(StringBuilder text, RangeBound bound)
    {
        if (bound.Text is null)
            text.Append('*');
        else if (bound.Text.Length > 0 && bound.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or ':' or '.' or '/') && !IsKeyword(bound.Text))
            text.Append(bound.Text);
        else
            WriteQuoted(text, bound.Text);
    }

    private static bool IsKeyword(string text) => text.Equals("TO", StringComparison.OrdinalIgnoreCase);

    private static void WriteWord(StringBuilder text, string word)
    {
        if (word is "AND" or "OR" or "NOT")
            text.Append('\\');
        foreach (var c in word)
            WriteCharacter(text, c);
    }

    private static void WritePattern(StringBuilder text, string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '*' or '?')
                text.Append(pattern[i]);
            else if (pattern[i] == '\\' && i + 1 < pattern.Length)
                WriteCharacter(text, pattern[++i]);
            else
                WriteCharacter(text, pattern[i]);
        }
    }

    private static void WriteCharacter(StringBuilder text, char c)
    {
        if (" +-!():^[]{}\"~*?\\/&|".Contains(c, StringComparison.Ordinal) || !QueryText.IsPlain(c))
            text.Append('\\');
        text.Append(c);
    }
}
