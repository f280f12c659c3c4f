using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Lucene.Numerics;

/// <summary>
/// The LZ4 block format: sequences of token, literals, two-byte little-endian distance, match. A block may refer back into a
/// dictionary that stands directly before it. The compressor makes the same bytes from the same content; the decompressor is safe on
/// any input. Source: the LZ4 block format description; greedy matching with one hash probe, by five bytes, since shorter matches hardly pay.
/// </summary>
internal static class Lz4
{
    /// <summary>Entries of the table that <see cref="Compress"/> works with; all zero at the start of a content.</summary>
    public const int TableSize = 1 << HashBits;

    /// <summary>Largest distance of a match: two bytes, as wide as an entry of the table.</summary>
    public const int MaxDistance = ushort.MaxValue;

    // Half as large as a level-1 cache; twice as many find matches in texts that save a fortieth more, and take longer.
    private const int HashBits = 13;
    private const int HashedBytes = 5;
    private const int MinMatch = 4;

    /// <summary>The format wants the last bytes as literals…</summary>
    private const int LastLiterals = 5;

    /// <summary>… and no match to begin after this many bytes before the end.</summary>
    private const int LastMatch = 12;

    // Copied at once where as many may be read and written.
    private const int WideCopy = 16;

    /// <summary>Steps grow by one for every 2^this positions without a match.</summary>
    private const int SkipTrigger = 6;

    /// <summary>Most bytes that a block of <paramref name="length"/> bytes can take.</summary>
    public static int MaxCompressedLength(int length) => checked(length + length / 255 + 16);

    /// <summary>
    /// Compresses <paramref name="content"/> from <paramref name="start"/> to its end; what stands before <paramref name="start"/> is the dictionary.
    /// </summary>
    /// <param name="content">Dictionary and data.</param>
    /// <param name="start">Where the data begin.</param>
    /// <param name="table"><see cref="TableSize"/> entries: the low 16 bits of position + 1 + <paramref name="origin"/> of a sequence of five bytes. Since a distance has 16 bits too, each
    /// is a distance to try; what stands there decides, so any entries are harmless.</param>
    /// <param name="origin">What is added to positions in the table, so that one table can serve several windows of a buffer.</param>
    /// <param name="output">At least <see cref="MaxCompressedLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static int Compress(ReadOnlySpan<byte> content, int start, Span<ushort> table, int origin, Span<byte> output)
    {
        if (table.Length != TableSize || output.Length < MaxCompressedLength(content.Length - start))
            throw new ArgumentException("table or output has the wrong size", nameof(table));
        ref var bytes = ref MemoryMarshal.GetReference(content);
        ref var slots = ref MemoryMarshal.GetReference(table);
        var written = 0;
        var anchor = start;
        var lastStart = content.Length - LastMatch;
        var position = start;
        while (position < lastStart)
        {
            var reference = FindMatch(ref bytes, ref slots, origin, ref position, lastStart);
            if (reference < 0)
                break;
            while (position > anchor && reference > 0 && Unsafe.Add(ref bytes, position - 1) == Unsafe.Add(ref bytes, reference - 1))
            {
                position--;
                reference--;
            }
            var rest = MatchLength(ref bytes, reference + MinMatch, position + MinMatch, content.Length - LastLiterals);
            if (position - anchor < 15 && rest < 15 && content.Length - anchor >= WideCopy && output.Length - written >= WideCopy + 3)
                written += WriteShort(ref Unsafe.Add(ref bytes, anchor), position - anchor, position - reference, rest, ref Unsafe.Add(ref MemoryMarshal.GetReference(output), written));
            else
                written += WriteSequence(content[anchor..], position - anchor, position - reference, rest, output[written..]);
            position += MinMatch + rest;
            anchor = position;
            if (position < lastStart)
                Unsafe.Add(ref slots, Hash(Read64(ref bytes, position - 2))) = (ushort)(origin + position - 1);
        }
        return written + WriteLastLiterals(content[anchor..], output[written..]);
    }

    /// <summary>Enters the positions of a dictionary, but its last seven, into a table, for an origin of 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AddDictionary(ReadOnlySpan<byte> dictionary, Span<ushort> table)
    {
        if (table.Length != TableSize)
            throw new ArgumentException("the table has the wrong size", nameof(table));
        for (var i = 0; i + sizeof(ulong) <= dictionary.Length; i++)
            table[(int)Hash(BinaryPrimitives.ReadUInt64LittleEndian(dictionary[i..]))] = (ushort)(i + 1);
    }

    /// <summary>Makes a table that knows a dictionary and nothing else, for windows that begin at <paramref name="origin"/>.</summary>
    /// <param name="dictionary">The table of <see cref="AddDictionary"/>.</param>
    /// <param name="table">Loses what it had. Sequences that the dictionary has not are put before its window, where nothing is looked for.</param>
    /// <param name="origin">As <see cref="Compress"/> gets it.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MoveDictionary(ReadOnlySpan<ushort> dictionary, Span<ushort> table, int origin)
    {
        if (dictionary.Length != TableSize || table.Length != TableSize)
            throw new ArgumentException("a table has the wrong size", nameof(table));
        var moved = Vector256.Create((ushort)origin);
        var from = MemoryMarshal.Cast<ushort, Vector256<ushort>>(dictionary);
        var to = MemoryMarshal.Cast<ushort, Vector256<ushort>>(table);
        for (var i = 0; i < to.Length; i++)
            to[i] = from[i] + moved;
    }

    /// <summary>
    /// Decompresses one block into <paramref name="output"/> from <paramref name="start"/> on, until <paramref name="end"/>, where it stops even
    /// inside a sequence. What stands before <paramref name="start"/> is the dictionary. Never writes from <paramref name="end"/> on.
    /// </summary>
    /// <returns>Bytes of input used, or -1 when the input is damaged.</returns>
    public static int Decompress(ReadOnlySpan<byte> input, Span<byte> output, int start, int end)
    {
        if ((uint)start > (uint)end || (uint)end > (uint)output.Length)
            throw new ArgumentOutOfRangeException(nameof(end), end, "the range lies outside the output");
        ref var source = ref MemoryMarshal.GetReference(input);
        ref var target = ref MemoryMarshal.GetReference(output);
        var at = 0;
        var position = start;
        while (at < input.Length)
        {
            var token = (int)Unsafe.Add(ref source, at++);
            var literals = token >> 4;
            if (literals == 15 && !ReadLength(input, ref at, ref literals))
                return -1;
            if (literals > input.Length - at)
                return -1;
            var count = Math.Min(literals, end - position);
            if (count <= 16 && input.Length - at >= 16 && end - position >= 16)
                Copy16(ref Unsafe.Add(ref source, at), ref Unsafe.Add(ref target, position));
            else
                input.Slice(at, count).CopyTo(output[position..]);
            at += literals;
            position += count;
            if (position >= end)
                return at;
            if (input.Length - at < 2)
                return -1;
            var distance = Unsafe.Add(ref source, at) | (Unsafe.Add(ref source, at + 1) << 8);
            at += 2;
            var length = token & 15;
            if (length == 15 && !ReadLength(input, ref at, ref length))
                return -1;
            if (distance == 0 || distance > position)
                return -1;
            length = Math.Min(length + MinMatch, end - position);
            CopyMatch(ref target, position, distance, length, end);
            position += length;
            if (position >= end)
                return at;
        }
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FindMatch(ref byte bytes, ref ushort slots, int origin, ref int position, int lastStart)
    {
        var attempts = 1 << SkipTrigger;
        while (position < lastStart)
        {
            var next = Read64(ref bytes, position);
            ref var slot = ref Unsafe.Add(ref slots, Hash(next));
            var here = (ushort)(origin + position + 1);
            var reference = position - (ushort)(here - slot);
            slot = here;
            // Whether there is a reference can't be foreseen, nor whether it matches: one branch for both. All ones where it lies before the window.
            var before = reference >> 31;
            if (((Read32(ref bytes, reference & ~before) ^ (uint)next) | (uint)before) == 0 && reference != position)
                return reference;
            position += attempts++ >> SkipTrigger;
        }
        return -1;
    }

    /// <summary>How many bytes agree from both positions on, before <paramref name="limit"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MatchLength(ref byte bytes, int first, int second, int limit)
    {
        var start = second;
        while (second + 8 <= limit)
        {
            var difference = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, first)) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, second));
            if (difference != 0)
                return second - start + (BitConverter.IsLittleEndian ? BitOperations.TrailingZeroCount(difference) : BitOperations.LeadingZeroCount(difference)) / 8;
            first += 8;
            second += 8;
        }
        while (second < limit && Unsafe.Add(ref bytes, first) == Unsafe.Add(ref bytes, second))
        {
            first++;
            second++;
        }
        return second - start;
    }

    /// <summary>
    /// Writes a sequence whose lengths both fit into its token: at least <see cref="WideCopy"/> bytes must be there to be read as literals, and three more must fit into the output.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteShort(ref byte literals, int count, int distance, int rest, ref byte output)
    {
        output = (byte)((count << 4) | rest);
        Copy16(ref literals, ref Unsafe.Add(ref output, 1));
        ref var end = ref Unsafe.Add(ref output, 1 + count);
        end = (byte)distance;
        Unsafe.Add(ref end, 1) = (byte)(distance >> 8);
        return count + 3;
    }

    /// <summary>Writes the first <paramref name="count"/> bytes of <paramref name="literals"/> and the match, which is <paramref name="rest"/> bytes longer than the shortest.</summary>
    private static int WriteSequence(ReadOnlySpan<byte> literals, int count, int distance, int rest, Span<byte> output)
    {
        var at = WriteLiterals(literals, count, Math.Min(rest, 15), output);
        output[at++] = (byte)distance;
        output[at++] = (byte)(distance >> 8);
        return rest >= 15 ? WriteLength(rest - 15, output, at) : at;
    }

    private static int WriteLastLiterals(ReadOnlySpan<byte> literals, Span<byte> output) => WriteLiterals(literals, literals.Length, 0, output);

    private static int WriteLiterals(ReadOnlySpan<byte> literals, int count, int lowToken, Span<byte> output)
    {
        output[0] = (byte)((Math.Min(count, 15) << 4) | lowToken);
        var at = count >= 15 ? WriteLength(count - 15, output, 1) : 1;
        literals[..count].CopyTo(output[at..]);
        return at + count;
    }

    private static int WriteLength(int rest, Span<byte> output, int at)
    {
        for (; rest >= 255; rest -= 255)
            output[at++] = 255;
        output[at++] = (byte)rest;
        return at;
    }

    /// <summary>Adds the bytes of a long length; false when the input ends or the length leaves the range.</summary>
    private static bool ReadLength(ReadOnlySpan<byte> input, ref int at, ref int length)
    {
        byte more;
        do
        {
            if (at >= input.Length)
                return false;
            more = input[at++];
            length += more;
            if (length > int.MaxValue - 512)
                return false;
        }
        while (more == 255);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyMatch(ref byte target, int position, int distance, int length, int end)
    {
        ref var to = ref Unsafe.Add(ref target, position);
        ref var from = ref Unsafe.Add(ref target, position - distance);
        if (distance >= 16 && end - position >= length + 16)
        {
            for (var i = 0; i < length; i += 16)
                Copy16(ref Unsafe.Add(ref from, i), ref Unsafe.Add(ref to, i));
            return;
        }
        for (var i = 0; i < length; i++)
            Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy16(ref byte from, ref byte to) =>
        Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<UInt128>(ref from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read32(ref byte bytes, int position)
    {
        var value = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, position));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read64(ref byte bytes, int position)
    {
        var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, position));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    /// <summary>By the first five of eight bytes: those that the shift keeps, times a prime.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ulong bytes) => (uint)(((bytes << (64 - (HashedBytes * 8))) * 889_523_592_379UL) >> (64 - HashBits));
}
