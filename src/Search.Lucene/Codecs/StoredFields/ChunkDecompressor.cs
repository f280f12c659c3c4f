using System.Globalization;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.StoredFields;

/// <summary>Decompresses parts of a chunk's content. Holds the buffers; not thread-safe.</summary>
internal sealed class ChunkDecompressor
{
    /// <summary>No LZ4 block grows more than this many times, so a damaged length can't ask for huge memory.</summary>
    private const int MaxExpansion = 256;

    private byte[] _buffer = [];
    private int[] _lengths = new int[StoredFieldsFormat.SubBlocks];

    /// <summary>
    /// Decompresses bytes <paramref name="from"/> to <paramref name="to"/> of a content of <paramref name="total"/> bytes that starts at the cursor, into
    /// <paramref name="output"/> from its start. The cursor ends behind the content.
    /// </summary>
    public void Read(ref ByteReader input, int total, int from, int to, Span<byte> output)
    {
        var start = input.Position;
        var dictionary = input.ReadVInt();
        var block = input.ReadVInt();
        if ((uint)dictionary > (uint)total || (block < 1 && dictionary < total) || block < 0 || block > total)
            input.ThrowCorrupt($"dictionary and block lengths for {total} bytes", string.Create(CultureInfo.InvariantCulture, $"{dictionary} and {block}"));
        var dictionaryBytes = input.ReadVInt();
        var blocks = ReadLengths(ref input, total - dictionary, block);
        Reserve(ref input, dictionary, block);
        var compressed = input.ReadBytes(dictionaryBytes);
        if (Lz4.Decompress(compressed, _buffer, 0, dictionary) != dictionaryBytes)
            Throw(ref input, start);
        if (from < dictionary)
            _buffer.AsSpan(from, Math.Min(to, dictionary) - from).CopyTo(output);
        for (var i = 0; i < blocks; i++)
            ReadBlock(ref input, start, i, dictionary + (long)i * block, dictionary, Math.Min(block, total - dictionary - (int)Math.Min(int.MaxValue, (long)i * block)), from, to, output);
    }

    private void ReadBlock(ref ByteReader input, long start, int index, long offset, int dictionary, int length, int from, int to, Span<byte> output)
    {
        var compressed = input.ReadBytes(_lengths[index]);
        var first = (int)Math.Max(0, from - offset);
        var end = (int)Math.Min(length, to - offset);
        if (first >= end)
            return;
        var used = Lz4.Decompress(compressed, _buffer, dictionary, dictionary + end);
        if (used < 0 || (end == length && used != compressed.Length))
            Throw(ref input, start);
        _buffer.AsSpan(dictionary + first, end - first).CopyTo(output[(int)(offset + first - from)..]);
    }

    private int ReadLengths(ref ByteReader input, int total, int block)
    {
        if (total == 0)
            return 0;
        var count = (int)(((long)total + block - 1) / block);
        if (count > input.Remaining)
            input.ThrowCorrupt($"{count} lengths of blocks", $"{input.Remaining} more bytes");
        if (_lengths.Length < count)
            _lengths = new int[count];
        for (var i = 0; i < count; i++)
            _lengths[i] = input.ReadVInt();
        return count;
    }

    private void Reserve(ref ByteReader input, int dictionary, int block)
    {
        var needed = (long)dictionary + block;
        if (needed > (long)input.Remaining * MaxExpansion)
            input.ThrowCorrupt($"blocks that {input.Remaining} bytes can hold", needed.ToString(CultureInfo.InvariantCulture));
        if (_buffer.Length < needed)
            _buffer = new byte[needed];
    }

    private static void Throw(ref ByteReader input, long start) =>
        CorruptIndexException.Throw(input.File, start, "an LZ4 block", "a damaged one");
}
