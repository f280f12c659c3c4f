namespace Search.Queries.Syntax;

/// <summary>
/// A query's text with the characters that keyboards and word processors put in place of the language's own ones replaced, and for
/// each character the place where it stood. A character after a backslash stays as it is.
/// </summary>
internal sealed class QueryText
{
    private const char Dropped = '\0';

    private readonly int[] _origin;

    public QueryText(string typed)
    {
        Typed = typed;
        _origin = new int[typed.Length + 1];
        Text = Normalise(typed);
    }

    public string Typed { get; }

    public string Text { get; }

    public SourceSpan Span(int start, int end) => new(_origin[start], end > start ? _origin[end - 1] + 1 : _origin[start]);

    /// <summary>What the language reads for <paramref name="c"/>; NUL for a character that it does not see (marks of direction).</summary>
    public static char Read(char c) => c switch
    {
        '“' or '”' or '„' or '‟' or '«' or '»' or '〝' or '〞' or '\uFF02' => '"',
        '‘' or '’' or '‛' => '\'',
        '،' or '、' => ',',
        '؟' => '?',
        '−' or '﹣' => '-',
        '\uFEFF' or (>= '\u200E' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or Dropped => Dropped,
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u200B' => ' ',
        _ => char.IsWhiteSpace(c) || char.IsControl(c) ? ' ' : c,
    };

    /// <summary>True when the language reads <paramref name="c"/> as it is, without a backslash before it.</summary>
    public static bool IsPlain(char c) => c != Dropped && c != ',' && Read(c) == c;

    private string Normalise(string typed)
    {
        var text = new char[typed.Length];
        var length = 0;
        var escaped = false;
        for (var i = 0; i < typed.Length; i++)
        {
            var c = escaped ? typed[i] : ReadAt(typed, i);
            if (c == Dropped && !escaped)
                continue;
            escaped = !escaped && c == '\\';
            _origin[length] = i;
            text[length++] = c;
        }
        _origin[length] = typed.Length;
        return new string(text, 0, length);
    }

    /// <summary>A comma parts words, except between digits; an Arabic question mark is a wildcard inside a word, and else ends a question.</summary>
    private static char ReadAt(string typed, int i)
    {
        var c = Read(typed[i]);
        if (c == ',')
            return IsDigit(typed, i - 1) && IsDigit(typed, i + 1) ? ',' : ' ';
        if (typed[i] == '؟')
            return IsLetter(typed, i - 1) && IsLetter(typed, i + 1) ? '?' : ' ';
        return c;
    }

    private static bool IsDigit(string text, int i) => (uint)i < (uint)text.Length && char.IsDigit(text[i]);

    private static bool IsLetter(string text, int i) => (uint)i < (uint)text.Length && char.IsLetterOrDigit(text[i]);
}
