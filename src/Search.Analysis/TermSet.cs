using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Search.Analysis;

/// <summary>An immutable set of UTF-8 terms, asked without allocation: stop words, function words, keywords. Thread-safe.</summary>
public sealed class TermSet
{
    private readonly byte[]?[] _slots;
    private readonly int _longest;

    // By first byte: a bit for each length, to turn most terms away without a hash.
    private readonly uint[] _lengths = new uint[256];

    public TermSet(params IEnumerable<string> terms)
    {
        var distinct = terms.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).ToArray();
        Count = distinct.Length;
        _slots = new byte[]?[(int)BitOperations.RoundUpToPowerOf2((uint)distinct.Length * 4 + 1)];
        foreach (var term in distinct)
        {
            _longest = Math.Max(_longest, term.Length);
            if (term.Length > 0)
                _lengths[term[0]] |= LengthBit(term);
            _slots[FreeSlot(term)] = term;
        }
    }

    public int Count { get; }

    /// <summary>The terms, in no order.</summary>
    internal IEnumerable<byte[]> Terms => _slots.OfType<byte[]>();

    /// <summary>The terms of a list with one or more on a line; # begins a comment.</summary>
    public static TermSet Parse(string list) => new(list.Split('\n')
        .Select(line => line.Split('#')[0])
        .SelectMany(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)));

    public bool Contains(ReadOnlySpan<byte> term)
    {
        if (term.Length > _longest || !term.IsEmpty && (_lengths[term[0]] & LengthBit(term)) == 0)
            return false;
        for (var slot = Hash(term); ; slot++)
        {
            var found = _slots[slot & (_slots.Length - 1)];
            if (found is null)
                return false;
            if (term.SequenceEqual(found))
                return true;
        }
    }

    public bool Contains(string term) => Contains(Encoding.UTF8.GetBytes(term));

    private static uint LengthBit(ReadOnlySpan<byte> term) => 1u << Math.Min(term.Length, 31);

    private int FreeSlot(byte[] term)
    {
        var slot = Hash(term) & (_slots.Length - 1);
        while (_slots[slot] is not null)
            slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    /// <summary>Of the length and the outer bytes: eight at either end, fewer of shorter terms.</summary>
    internal static int Hash(ReadOnlySpan<byte> term)
    {
        var bytes = term.Length switch
        {
            >= 8 => BinaryPrimitives.ReadUInt64LittleEndian(term) ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(term[^8..]), 23),
            >= 4 => BinaryPrimitives.ReadUInt32LittleEndian(term) | (ulong)BinaryPrimitives.ReadUInt32LittleEndian(term[^4..]) << 32,
            > 0 => term[0] | (ulong)term[term.Length >> 1] << 8 | (ulong)term[^1] << 16,
            _ => 0UL,
        };
        // Both halves of the product: the lower one alone has nothing of the last bytes in the bits that small tables take.
        var high = Math.BigMul(bytes ^ (uint)term.Length, 0x9E3779B97F4A7C15, out var low);
        return (int)((high ^ low) >> 33);
    }
}
