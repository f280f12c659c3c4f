using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Search.Analysis.Unicode;

/// <summary>Reads and writes single code points of UTF-8. Ill-formed sequences read as U+FFFD, one for each maximal part (as .NET and Unicode recommend).</summary>
internal static class Utf8
{
    public const int MaxBytes = 4;

    /// <summary>The code point at <paramref name="position"/> and its length in bytes, at least 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(ReadOnlySpan<byte> text, int position, out int length)
    {
        var first = text[position];
        if (first < 0x80)
        {
            length = 1;
            return first;
        }
        if (first is >= 0xC2 and < 0xE0 && position + 1 < text.Length && (text[position + 1] & 0xC0) == 0x80)
        {
            length = 2;
            return (first & 0x1F) << 6 | text[position + 1] & 0x3F;
        }
        return DecodeLong(text[position..], out length);
    }

    /// <summary>Writes <paramref name="codePoint"/> and returns the number of bytes, 1 to 4.</summary>
    public static int Encode(int codePoint, Span<byte> to) => new Rune(codePoint).EncodeToUtf8(to);

    /// <summary>How many bytes the code point takes.</summary>
    public static int Length(int codePoint) => codePoint switch { < 0x80 => 1, < 0x800 => 2, < 0x10000 => 3, _ => 4 };

    private static int DecodeLong(ReadOnlySpan<byte> text, out int length) =>
        Rune.DecodeFromUtf8(text, out var rune, out length) == OperationStatus.Done ? rune.Value : Rune.ReplacementChar.Value;
}
