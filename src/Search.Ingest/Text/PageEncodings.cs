using System.Text;

namespace Search.Ingest.Text;

/// <summary>Decides the encoding of a page or feed: byte order mark, then the server's word, then the document's, then the bytes themselves.</summary>
internal static class PageEncodings
{
    private const int SniffedBytes = 4_096;

    static PageEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Windows1252 => Encoding.GetEncoding(1252);

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a whole document. Ill-formed sequences become U+FFFD; never throws.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="declared">Charset of the HTTP header, where there is one.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? declared = null)
    {
        if (Mark(bytes) is var (marked, length) && marked is not null)
            return marked.GetString(bytes[length..]);
        var named = Find(declared) ?? Find(DeclaredInside(bytes));
        return Checked(named, bytes).GetString(bytes);
    }

    /// <summary>The charset parameter of a content type, or null.</summary>
    public static string? CharsetOf(string? contentType)
    {
        var at = contentType?.IndexOf("charset", StringComparison.OrdinalIgnoreCase) ?? -1;
        return at < 0 ? null : Value(contentType.AsSpan(at + "charset".Length));
    }

    /// <summary>The encoding of a name as browsers understand it (latin-1 is windows-1252), or null for an unknown name.</summary>
    public static Encoding? Find(string? name)
    {
        var clean = name?.Trim().Trim('"', '\'').ToLowerInvariant();
        if (string.IsNullOrEmpty(clean))
            return null;
        try
        {
            return clean switch
            {
                "iso-8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii" or "iso8859-1" or "cp1252" => Windows1252,
                "utf8" or "utf-8" or "unicode-1-1-utf-8" or "utf_8" => Encoding.UTF8,
                "iso-8859-9" => Encoding.GetEncoding(1254),
                "gb2312" or "gbk" or "gb_2312-80" => Encoding.GetEncoding("gb18030"),
                "utf_16" or "utf16" => Encoding.Unicode,
                "cp1256" or "arabic" => Encoding.GetEncoding(1256),
                "ks_c_5601-1987" or "euc-kr" or "euc_kr" => Encoding.GetEncoding(949),
                "utf-7" or "utf7" => null,
                _ => Encoding.GetEncoding(clean),
            };
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>True when the bytes are well-formed UTF-8.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static (Encoding? Encoding, int Length) Mark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [0, 0, 0, (byte)'<', ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 0),
        [(byte)'<', 0, 0, 0, ..] => (Encoding.UTF32, 0),
        [0, (byte)'<', 0, _, ..] => (Encoding.BigEndianUnicode, 0),
        [(byte)'<', 0, _, 0, ..] => (Encoding.Unicode, 0),
        _ => (null, 0),
    };

    /// <summary>A named encoding that the bytes contradict gives way: UTF-8 where they are that, else a single-byte one.</summary>
    private static Encoding Checked(Encoding? named, ReadOnlySpan<byte> bytes)
    {
        if (named is UnicodeEncoding or UTF32Encoding && !LooksWide(bytes))
            named = null;
        if (named is null || named is UTF8Encoding || named.CodePage == 1252)
            return IsMostlyUtf8(bytes) ? Encoding.UTF8 : named is null or UTF8Encoding ? SingleByte(bytes) : named;
        return named;
    }

    private static bool LooksWide(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, SniffedBytes)].Contains((byte)0);

    /// <summary>UTF-8 but for a few damaged characters (a page cut in the middle, a stray comment in another encoding).</summary>
    private static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        if (IsUtf8(bytes))
            return true;
        int good = 0, bad = 0;
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var used);
            if (status == System.Buffers.OperationStatus.Done)
                good += used > 1 ? 1 : 0;
            else
                bad++;
            bytes = bytes[used..];
        }
        return bad * 10 < good;
    }

    /// <summary>Windows-1256 for bytes that read as Arabic letters in it, else windows-1252.</summary>
    private static Encoding SingleByte(ReadOnlySpan<byte> bytes)
    {
        int high = 0, runs = 0, run = 0;
        foreach (var value in bytes)
        {
            if (value >= 0xC0)
            {
                high++;
                run++;
                if (run == 3)
                    runs++;
            }
            else
            {
                run = 0;
            }
        }
        return high > 20 && runs * 8 > high ? Encoding.GetEncoding(1256) : Windows1252;
    }

    private static string? DeclaredInside(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, SniffedBytes)]);
        var xml = head.AsSpan().TrimStart().StartsWith("<?xml", StringComparison.Ordinal) ? head.IndexOf("encoding", StringComparison.Ordinal) : -1;
        var close = head.IndexOf("?>", StringComparison.Ordinal);
        if (xml > 0 && xml < close)
            return Value(head.AsSpan(xml + "encoding".Length));
        for (var at = head.IndexOf("<meta", StringComparison.OrdinalIgnoreCase); at >= 0; at = head.IndexOf("<meta", at + 5, StringComparison.OrdinalIgnoreCase))
        {
            var end = head.IndexOf('>', at);
            var tag = end < 0 ? head[at..] : head[at..end];
            if (CharsetOf(tag) is { } charset)
                return charset;
        }
        return null;
    }

    private static readonly System.Buffers.SearchValues<char> ValueEnds = System.Buffers.SearchValues.Create("\"'; \t\r\n>/?");

    private static string? Value(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart();
        if (rest is not ['=', ..])
            return null;
        rest = rest[1..].TrimStart().TrimStart("\"'");
        var end = rest.IndexOfAny(ValueEnds);
        var value = (end < 0 ? rest : rest[..end]).ToString();
        return value.Length == 0 ? null : value;
    }
}
