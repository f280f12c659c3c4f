using System.Text;

namespace Search.Lucene.Highlighting;

/// <summary>A UTF-8 text as chars, and which char a byte offset falls on.</summary>
internal sealed class TextMap
{
    /// <summary>Null for a text of ASCII, whose bytes are its chars.</summary>
    private readonly int[]? _charOfByte;

    public TextMap(ReadOnlySpan<byte> utf8)
    {
        Text = Encoding.UTF8.GetString(utf8);
        if (Ascii.IsValid(utf8))
            return;
        _charOfByte = new int[utf8.Length + 1];
        var chars = 0;
        for (var i = 0; i < utf8.Length;)
        {
            Rune.DecodeFromUtf8(utf8[i..], out var rune, out var length);
            _charOfByte.AsSpan(i, length).Fill(chars);
            chars += rune.Utf16SequenceLength;
            i += length;
        }
        _charOfByte[^1] = chars;
    }

    public string Text { get; }

    /// <summary>Index of the char that the byte belongs to.</summary>
    public int CharAt(int byteOffset) => _charOfByte is null ? Math.Clamp(byteOffset, 0, Text.Length) : _charOfByte[Math.Clamp(byteOffset, 0, _charOfByte.Length - 1)];

    /// <summary>First byte of a char.</summary>
    public int ByteAt(int charIndex)
    {
        if (_charOfByte is null)
            return Math.Clamp(charIndex, 0, Text.Length);
        var at = Array.BinarySearch(_charOfByte, charIndex);
        if (at < 0)
            return Math.Min(~at, _charOfByte.Length - 1);
        while (at > 0 && _charOfByte[at - 1] == charIndex)
            at--;
        return at;
    }
}
