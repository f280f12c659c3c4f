using System.Globalization;
using System.Text;

namespace Search.Lucene.Automata;

/// <summary>
/// Reads Lucene 8's regular expressions, all optional operators included, as its RegExp class does. A character is an operator only
/// where one can stand: <c>*a</c> is a star and an a.
/// </summary>
/// <remarks>
/// <code>
/// union    := meet ( "|" meet )*
/// meet     := row ( "&amp;" row )*
/// row      := repeated+
/// repeated := inverse ( "?" | "*" | "+" | "{" n [ "," [ m ] ] "}" )*
/// inverse  := "~" inverse | class | simple
/// class    := "[" [ "^" ] ( char [ "-" char ] )+ "]"
/// simple   := "." | "#" (nothing) | "@" (any text) | '"' text '"' | "()" | "(" union ")" | "&lt;" n "-" m "&gt;" (numbers) | char
/// char     := "\" any | any
/// </code>
/// </remarks>
internal sealed class RegExpParser
{
    /// <summary>Longest expression in UTF-16 characters.</summary>
    public const int MaxLength = 2_000;

    private const int MaxDepth = 200;

    private readonly PatternNodes _nodes;
    private readonly string _text;
    private int _at;
    private int _depth;

    private RegExpParser(string text, PatternNodes nodes)
    {
        _text = text;
        _nodes = nodes;
    }

    private bool HasMore => _at < _text.Length;

    /// <exception cref="PatternSyntaxException">The text is not of the grammar.</exception>
    public static PatternNode Parse(string text, PatternNodes nodes)
    {
        if (text.Length > MaxLength)
            throw new PatternSyntaxException(MaxLength, $"the expression has more than {MaxLength} characters");
        if (text.Length == 0)
            return nodes.Empty;
        var parser = new RegExpParser(text, nodes);
        var node = parser.Union();
        return parser.HasMore ? throw new PatternSyntaxException(parser._at, "this ) closes nothing") : node;
    }

    private PatternNode Union()
    {
        if (++_depth > MaxDepth)
            throw new PatternSyntaxException(_at, $"the expression is nested more than {MaxDepth} deep");
        var parts = new List<PatternNode> { Meet() };
        while (Take('|'))
            parts.Add(Meet());
        _depth--;
        return parts.Count == 1 ? parts[0] : _nodes.Union(parts);
    }

    private PatternNode Meet()
    {
        var parts = new List<PatternNode> { Row() };
        while (Take('&'))
            parts.Add(Row());
        return parts.Count == 1 ? parts[0] : _nodes.Intersection(parts);
    }

    private PatternNode Row()
    {
        var parts = new List<PatternNode> { Repeated() };
        while (HasMore && _text[_at] is not (')' or '|' or '&'))
            parts.Add(Repeated());
        var row = parts[^1];
        for (var i = parts.Count - 2; i >= 0; i--)
            row = _nodes.Concatenation(parts[i], row);
        return row;
    }

    private PatternNode Repeated()
    {
        var node = Inverse();
        while (HasMore)
        {
            if (Take('?'))
                node = _nodes.Repetition(node, 0, 1);
            else if (Take('*'))
                node = _nodes.Repetition(node, 0, PatternNode.Unlimited);
            else if (Take('+'))
                node = _nodes.Repetition(node, 1, PatternNode.Unlimited);
            else if (Take('{'))
                node = Counted(node);
            else
                break;
        }
        return node;
    }

    private PatternNode Counted(PatternNode node)
    {
        var open = _at - 1;
        var least = Number() ?? throw new PatternSyntaxException(_at, "a number must follow {");
        var greatest = Take(',') ? Number() ?? PatternNode.Unlimited : least;
        return Take('}') ? _nodes.Repetition(node, least, greatest) : throw new PatternSyntaxException(open, "this { is not closed");
    }

    private int? Number()
    {
        var start = _at;
        while (HasMore && char.IsAsciiDigit(_text[_at]))
            _at++;
        return start == _at ? null : ReadNumber(start, _at);
    }

    private int ReadNumber(int start, int end) =>
        int.TryParse(_text.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new PatternSyntaxException(start, "this is no number up to 2147483647");

    private PatternNode Inverse()
    {
        var inversions = 0;
        while (Take('~'))
            inversions++;
        var node = Take('[') ? Class() : Simple();
        return inversions % 2 == 0 ? node : _nodes.Complement(node);
    }

    private PatternNode Class()
    {
        var open = _at - 1;
        var negated = Take('^');
        var set = CodePointSet.None;
        do
        {
            set = set.Union(ClassRange());
        }
        while (HasMore && _text[_at] != ']');
        if (!Take(']'))
            throw new PatternSyntaxException(open, "this [ is not closed");
        return _nodes.Set(negated ? set.Complement() : set);
    }

    private CodePointSet ClassRange()
    {
        var start = _at;
        var first = Character();
        if (!Take('-'))
            return CodePointSet.Of(first);
        var last = Character();
        return first <= last ? CodePointSet.Range(first, last) : throw new PatternSyntaxException(start, "this range ends before it begins");
    }

    private PatternNode Simple()
    {
        var open = _at;
        if (Take('.'))
            return _nodes.Set(CodePointSet.All);
        if (Take('#'))
            return _nodes.Nothing;
        if (Take('@'))
            return _nodes.AnyText;
        if (Take('"'))
            return _nodes.Literal(UpTo('"', open));
        if (Take('('))
            return Group(open);
        return Take('<') ? Interval(UpTo('>', open), open) : _nodes.Set(CodePointSet.Of(Character()));
    }

    private PatternNode Group(int open)
    {
        if (Take(')'))
            return _nodes.Empty;
        var node = Union();
        return Take(')') ? node : throw new PatternSyntaxException(open, "this ( is not closed");
    }

    private string UpTo(char end, int open)
    {
        var start = _at;
        var close = _text.IndexOf(end, start);
        if (close < 0)
            throw new PatternSyntaxException(open, $"this {_text[open]} is not closed");
        _at = close + 1;
        return _text[start..close];
    }

    private PatternNode Interval(string inside, int open)
    {
        var dash = inside.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0 || dash == inside.Length - 1 || inside.AsSpan(0, dash).ContainsAnyExceptInRange('0', '9') || inside.AsSpan(dash + 1).ContainsAnyExceptInRange('0', '9'))
            throw new PatternSyntaxException(open, "between < and > stand two numbers with - between them");
        var start = open + 1;
        var (one, other) = (ReadNumber(start, start + dash), ReadNumber(start + dash + 1, start + inside.Length));
        var digits = inside.Length == 2 * dash + 1 ? dash : 0;
        return new DecimalInterval(_nodes).Between(Math.Min(one, other), Math.Max(one, other), digits);
    }

    private int Character()
    {
        if (HasMore && _text[_at] == '\\')
            _at++;
        if (!HasMore)
            throw new PatternSyntaxException(Math.Max(0, _at - 1), "something must follow here");
        if (Rune.TryGetRuneAt(_text, _at, out var rune))
        {
            _at += rune.Utf16SequenceLength;
            return rune.Value;
        }
        return _text[_at++];
    }

    private bool Take(char c)
    {
        if (!HasMore || _text[_at] != c)
            return false;
        _at++;
        return true;
    }
}
