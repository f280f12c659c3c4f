namespace Search.Queries.Classic;

/// <summary>Cuts a text into the tokens of Lucene's classic grammar: the longest that fits, and of equals the more special.</summary>
internal static class ClassicLexer
{
    private const string NotInTerms = "+-!():^[]\"{}~*?\\/";

    public static List<ClassicToken> Read(string text)
    {
        var tokens = new List<ClassicToken>();
        var at = 0;
        while (at < text.Length)
        {
            if (IsSpace(text[at]))
            {
                at++;
                continue;
            }
            var token = Next(text, at);
            tokens.Add(token);
            at += token.Image.Length;
            if (token.Kind == ClassicTokenKind.Caret)
                at += AddBoost(tokens, text, at);
            else if (token.Kind == ClassicTokenKind.RangeStart)
                at = AddRange(tokens, text, at);
        }
        tokens.Add(new ClassicToken(ClassicTokenKind.End, "", text.Length));
        return tokens;
    }

    private static ClassicToken Next(string text, int at) => text[at] switch
    {
        '(' => Make(ClassicTokenKind.Open, text, at, 1),
        ')' => Make(ClassicTokenKind.Close, text, at, 1),
        ':' => Make(ClassicTokenKind.Colon, text, at, 1),
        '^' => Make(ClassicTokenKind.Caret, text, at, 1),
        '+' or '-' or '!' => Operator(text, at),
        '"' => Quoted(text, at),
        '/' => EnclosedLength(text, at, '/') is > 0 and var length ? Make(ClassicTokenKind.RegexpTerm, text, at, length) : throw NotClosed(text, at),
        '[' or '{' => Make(ClassicTokenKind.RangeStart, text, at, 1),
        '~' => Make(ClassicTokenKind.FuzzySlop, text, at, SlopLength(text, at)),
        _ => Word(text, at),
    };

    private static ClassicToken Make(ClassicTokenKind kind, string text, int at, int length) => new(kind, Image(text, at, length), at);

    /// <summary>What stands there; of what most queries have, no copy.</summary>
    private static string Image(string text, int at, int length) => text.AsSpan(at, length) switch
    {
        "AND" => "AND",
        "OR" => "OR",
        "NOT" => "NOT",
        "(" => "(",
        ")" => ")",
        _ => text.Substring(at, length),
    };

    private static ClassicToken Operator(string text, int at)
    {
        if (at + 1 < text.Length && IsSpace(text[at + 1]))
            return new ClassicToken(ClassicTokenKind.BareOperator, text.Substring(at, 2), at);
        var kind = text[at] switch { '+' => ClassicTokenKind.Plus, '-' => ClassicTokenKind.Minus, _ => ClassicTokenKind.Not };
        return Make(kind, text, at, 1);
    }

    private static ClassicToken Quoted(string text, int at)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
                return Make(ClassicTokenKind.Quoted, text, at, i + 1 - at);
            if (text[i] == '\\')
                i++;
        }
        throw NotClosed(text, at);
    }

    private static ClassicSyntaxException NotClosed(string text, int at) => new(at, $"{text[at]} is not closed");

    /// <summary>
    /// Length up to the first end that has no backslash before it, and where there is none, to the last one that has. 0 when there is
    /// no end at all. The grammar takes the longest there is, and a backslash there only lets an end be passed over.
    /// </summary>
    private static int EnclosedLength(string text, int at, char end)
    {
        var last = 0;
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] != end)
                continue;
            last = i + 1 - at;
            if (text[i - 1] != '\\' || i - 1 == at)
                return last;
        }
        return last;
    }

    /// <summary>The rest of a range, up to its end or that of the text; returns where that is.</summary>
    private static int AddRange(List<ClassicToken> tokens, string text, int at)
    {
        while (at < text.Length && text[at] is not (']' or '}'))
        {
            var length = text.AsSpan(at).IndexOfAny(" ]}");
            length = length < 0 ? text.Length - at : length;
            var quoted = text[at] == '"' ? EnclosedLength(text, at, '"') : 0;
            if (length == 0 || (length == 1 && IsSpace(text[at])))
            {
                at++;
                continue;
            }
            var kind = quoted > 2 && quoted >= length ? ClassicTokenKind.RangeQuoted : ClassicTokenKind.RangeGoop;
            length = kind == ClassicTokenKind.RangeQuoted ? quoted : length;
            if (length == 2 && text.AsSpan(at).StartsWith("TO"))
                kind = ClassicTokenKind.RangeTo;
            tokens.Add(Make(kind, text, at, length));
            at += length;
        }
        if (at < text.Length)
            tokens.Add(Make(ClassicTokenKind.RangeEnd, text, at++, 1));
        return at;
    }

    private static int SlopLength(string text, int at)
    {
        var end = EndOfDigits(text, at + 1);
        if (end > at + 1 && end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
            end++;
        while (TermCharacter(text, end) is var length and > 0)
            end += length;
        return end - at;
    }

    private static int AddBoost(List<ClassicToken> tokens, string text, int at)
    {
        var end = EndOfDigits(text, at);
        if (end == at)
            throw new ClassicSyntaxException(at, "a number must follow ^");
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
            end = EndOfDigits(text, end + 1);
        tokens.Add(Make(ClassicTokenKind.Number, text, at, end - at));
        return end - at;
    }

    private static int EndOfDigits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static ClassicToken Word(string text, int at)
    {
        var end = at;
        var wildcards = 0;
        while (end < text.Length)
        {
            var length = TermCharacter(text, end);
            if (length == 0 && text[end] is not ('*' or '?'))
                break;
            wildcards += length == 0 ? 1 : 0;
            end += Math.Max(1, length);
        }
        if (end == at)
            throw new ClassicSyntaxException(at, $"{text[at]} is not expected here");
        var image = text[at..end];
        return new ClassicToken(Kind(image, wildcards), image, at);
    }

    private static ClassicTokenKind Kind(string image, int wildcards) => image switch
    {
        "AND" or "&&" => ClassicTokenKind.And,
        "OR" or "||" => ClassicTokenKind.Or,
        "NOT" => ClassicTokenKind.Not,
        "*" => ClassicTokenKind.Star,
        _ when wildcards == 0 => ClassicTokenKind.Term,
        _ when wildcards == 1 && EndsInWildcardStar(image) => ClassicTokenKind.PrefixTerm,
        _ => ClassicTokenKind.WildTerm,
    };

    /// <summary>With one wildcard in all, a last star is either that one or escaped, and then the wildcard stands before it.</summary>
    private static bool EndsInWildcardStar(string image)
    {
        if (!image.EndsWith('*'))
            return false;
        var backslashes = 0;
        for (var i = image.Length - 2; i >= 0 && image[i] == '\\'; i--)
            backslashes++;
        return backslashes % 2 == 0;
    }

    /// <summary>Length of the character of a term here: 2 when escaped, 0 when it is none.</summary>
    private static int TermCharacter(string text, int at)
    {
        if (at >= text.Length)
            return 0;
        if (text[at] == '\\')
            return at + 1 < text.Length ? 2 : 0;
        return text[at] is '+' or '-' || (!IsSpace(text[at]) && !NotInTerms.Contains(text[at], StringComparison.Ordinal)) ? 1 : 0;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\u3000';
}
