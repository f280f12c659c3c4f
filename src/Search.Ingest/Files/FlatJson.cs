using System.Buffers;
using System.Text;

namespace Search.Ingest.Files;

/// <summary>
/// Reads JSON that is written as articles mostly are: strings, null, and what stands between them. Each method moves past what it reads, or
/// is false where something else stands, be it sound or not: then the whole is left to a reader of all JSON.
/// </summary>
/// <param name="utf8">Well-formed UTF-8 without control characters and without escapes of lone surrogates.</param>
internal ref struct FlatJson(ReadOnlySpan<byte> utf8)
{
    private const int ShortEscape = 2;
    private const int LongEscape = 6;

    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private int _at;

    /// <summary>True when nothing but white space is left.</summary>
    public bool IsAtEnd()
    {
        SkipSpace();
        return _at == _utf8.Length;
    }

    public bool Take(byte mark)
    {
        SkipSpace();
        if (_at == _utf8.Length || _utf8[_at] != mark)
            return false;
        _at++;
        return true;
    }

    public bool TakeNull()
    {
        SkipSpace();
        if (!_utf8[_at..].StartsWith("null"u8))
            return false;
        _at += "null".Length;
        return true;
    }

    /// <summary>A string, as it is written between its quotes.</summary>
    public bool TryTake(out ReadOnlySpan<byte> written)
    {
        written = default;
        if (!Take((byte)'"'))
            return false;
        for (int special, start = _at; (special = _utf8[_at..].IndexOfAny((byte)'"', (byte)'\\')) >= 0;)
        {
            _at += special;
            written = _utf8[start.._at];
            if (_utf8[_at] == '"')
                return Take((byte)'"');
            if (!SkipEscape())
                return false;
        }
        return false;
    }

    /// <summary>A text, or null where that is written.</summary>
    public bool TryTake(out string? text)
    {
        text = null;
        if (TakeNull())
            return true;
        if (!TryTake(out ReadOnlySpan<byte> written))
            return false;
        text = Text(written);
        return true;
    }

    /// <summary>Writes what a string says, which is never longer; returns its length.</summary>
    public static int Unescape(ReadOnlySpan<byte> written, Span<char> text)
    {
        var length = 0;
        for (int escape; (escape = written.IndexOf((byte)'\\')) >= 0;)
        {
            length += Encoding.UTF8.GetChars(written[..escape], text[length..]);
            written = written[escape..];
            text[length++] = Meaning(written);
            written = written[(written[1] == 'u' ? LongEscape : ShortEscape)..];
        }
        return length + Encoding.UTF8.GetChars(written, text[length..]);
    }

    private static string Text(ReadOnlySpan<byte> written)
    {
        if (!written.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(written);
        var characters = ArrayPool<char>.Shared.Rent(written.Length);
        try
        {
            return new string(characters, 0, Unescape(written, characters));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static char Meaning(ReadOnlySpan<byte> escape) => (char)escape[1] switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => (char)((Digit(escape[2]) << 12) | (Digit(escape[3]) << 8) | (Digit(escape[4]) << 4) | Digit(escape[5])),
        var itself => itself,
    };

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private bool SkipEscape()
    {
        var escape = _utf8[_at..];
        if (escape.Length < ShortEscape)
            return false;
        var isLong = escape[1] == 'u';
        _at += isLong ? LongEscape : ShortEscape;
        return isLong ? escape.Length >= LongEscape && IsHex(escape[2..LongEscape]) : "\"\\/bfnrt"u8.Contains(escape[1]);
    }

    private static bool IsHex(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return false;
        }
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _utf8.Length && _utf8[_at] == ' ')
            _at++;
    }
}
