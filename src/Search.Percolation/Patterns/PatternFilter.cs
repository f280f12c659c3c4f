using System.Runtime.CompilerServices;
using Search.Percolation.Terms;

namespace Search.Percolation.Patterns;

/// <summary>
/// Says of most terms of a field that no pattern fits them, by their first bytes, so that they need not be kept and tried: of what a document
/// says little begins as a pattern does. Patterns that are no beginnings may fit any term. Filled once, then only asked.
/// </summary>
internal sealed class PatternFilter
{
    /// <summary>Longer beginnings are filed under as much of them, in bytes.</summary>
    private const int Longest = 6;

    private const int BitsLog = 15;
    private const int BitsPerByte = 8;

    private readonly ulong[] _bits = new ulong[1 << (BitsLog - 6)];
    private readonly bool[] _has = new bool[Longest + 1];

    // The bytes of a term that are looked at, for each length of beginnings that there is.
    private ulong[] _masks = [];
    private bool _takesAll;

    /// <summary>Any term may fit.</summary>
    public void AddAny() => _takesAll = true;

    /// <summary>Terms that begin so may fit.</summary>
    /// <param name="beginning">Not empty.</param>
    public void Add(ReadOnlySpan<byte> beginning)
    {
        var length = Math.Min(Longest, beginning.Length);
        if (!_has[length])
        {
            _has[length] = true;
            _masks = [.. _masks, (1UL << (BitsPerByte * length)) - 1];
        }
        var bit = Bit(TermHash.Prefix(beginning[..length]));
        _bits[bit >> 6] |= 1UL << (int)bit;
    }

    /// <summary>False only where no pattern that was added fits the term.</summary>
    /// <param name="prefix">Of the term, as <see cref="TermHash.Prefix"/> says.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayFit(ulong prefix)
    {
        if (_takesAll)
            return true;
        foreach (var mask in _masks)
        {
            var bit = Bit(prefix & mask);
            if ((_bits[bit >> 6] & (1UL << (int)bit)) != 0)
                return true;
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bit(ulong beginning) => (uint)(TermHash.Mix(beginning) >> (64 - BitsLog));
}
