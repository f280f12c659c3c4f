using System.Numerics;
using System.Text;

namespace Search.Percolation.Patterns;

/// <summary>What a glance tells of a term: its length, and which bytes it has, of 64 kinds.</summary>
internal readonly record struct TermShape(int Length, ulong Bytes, bool IsAscii)
{
    /// <summary>The most bytes of a character.</summary>
    private const int LongestCharacter = 4;

    public static TermShape Of(ReadOnlySpan<byte> term)
    {
        var bytes = 0UL;
        foreach (var b in term)
            bytes |= 1UL << (b & 63);
        return new TermShape(term.Length, bytes, Ascii.IsValid(term));
    }

    /// <summary>
    /// False when more edits of characters part the two than these: each changes the length by one character at most, takes at most one
    /// character's bytes away and brings at most one's.
    /// </summary>
    public bool MayBeWithin(int edits, in TermShape other)
    {
        var bytes = edits * (IsAscii && other.IsAscii ? 1 : LongestCharacter);
        return Math.Abs(Length - other.Length) <= bytes
            && BitOperations.PopCount(Bytes & ~other.Bytes) <= bytes
            && BitOperations.PopCount(other.Bytes & ~Bytes) <= bytes;
    }
}
