using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.IndexedDisi;

/// <summary>
/// Rank of a document in a sparse set, at random: each block's place is found by its number, then the rank inside it. All blocks are
/// looked over once when opened, so that damage is found there. Thread-safe.
/// </summary>
internal sealed class IndexedDisiReader
{
    private readonly FileView _file;
    private readonly Block[] _blocks;
    private readonly long _start;
    private readonly long _end;

    // Where each block begins that is not empty, and at last the end mark.
    private readonly List<(int Number, int DocsBefore, long Position)> _heads = [];

    /// <param name="file">The data file.</param>
    /// <param name="offset">Where the blocks start.</param>
    /// <param name="length">Bytes of blocks and jump table.</param>
    /// <param name="rankPower">log2 of the documents between two ranks.</param>
    /// <param name="count">Documents in the set, which is cross-checked.</param>
    /// <param name="maxDoc">Documents of the segment.</param>
    public IndexedDisiReader(FileView file, long offset, long length, int rankPower, int count, int maxDoc)
    {
        FileRange.Check(file, offset, length);
        if (rankPower is not -1 and (< 7 or > 15))
            CorruptIndexException.Throw(file.Name, offset, "a rank power from 7 to 15, or -1", rankPower.ToString(CultureInfo.InvariantCulture));
        _file = file;
        Count = count;
        _start = offset;
        _end = offset + length;
        _blocks = new Block[(maxDoc + IndexedDisiFormat.BlockDocs - 1) >> IndexedDisiFormat.BlockShift];
        ReadBlocks(rankPower, maxDoc);
    }

    /// <summary>Documents in the set.</summary>
    public int Count { get; }

    /// <summary>How many documents of the set stand before <paramref name="doc"/>, or -1 when it is not in the set.</summary>
    public int Rank(int doc)
    {
        var block = _blocks[doc >> IndexedDisiFormat.BlockShift];
        var within = doc & (IndexedDisiFormat.BlockDocs - 1);
        return block.Kind switch
        {
            BlockKind.Empty => -1,
            BlockKind.All => block.Index + within,
            BlockKind.List => RankInList(block, within),
            _ => RankInBits(block, within),
        };
    }

    /// <summary>Appends the documents of the set from <paramref name="from"/> up to <paramref name="to"/>, ascending; returns how many.</summary>
    public int Documents(int from, int to, Span<int> into)
    {
        var count = 0;
        for (var doc = from; doc < to; doc++)
        {
            if (Rank(doc) >= 0)
                into[count++] = doc;
        }
        return count;
    }

    /// <summary>Checks what serves Lucene's reader and not this one: the document of the end mark, and the table of jumps behind it.</summary>
    /// <param name="jumps">Entries of the table, as the metadata have it.</param>
    public void CheckJumps(int jumps)
    {
        var last = _heads.Count > 1 ? _heads[^2].Number : 0;
        var expected = last == 0 ? 0 : last + 2;
        var input = _file.ReaderAt(_heads[^1].Position + 4);
        if ((ushort)input.ReadShort() != ushort.MaxValue || jumps != expected || _end - input.Position != 8L * jumps)
            CorruptIndexException.Throw(_file.Name, _heads[^1].Position, $"an end mark with {expected} jumps behind it", string.Create(CultureInfo.InvariantCulture, $"another, or {jumps} in {_end - input.Position} bytes"));
        for (var (block, head) = (0, 0); block < jumps; block++)
        {
            // The jump of an empty block leads to the next that is not.
            while (_heads[head].Number < block && head < _heads.Count - 1)
                head++;
            var (at, docs, offset) = (input.Position, input.ReadInt(), input.ReadInt());
            if (docs != _heads[head].DocsBefore || offset != _heads[head].Position - _start)
                CorruptIndexException.Throw(_file.Name, at, string.Create(CultureInfo.InvariantCulture, $"a jump to {_heads[head].Position - _start} past {_heads[head].DocsBefore} documents"), string.Create(CultureInfo.InvariantCulture, $"to {offset} past {docs}"));
        }
    }

    private int RankInList(in Block block, int within)
    {
        var list = _file.Slice(block.Offset, 2 * block.Docs);
        var low = 0;
        var high = block.Docs - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = BinaryPrimitives.ReadUInt16BigEndian(list[(2 * middle)..]);
            if (found == within)
                return block.Index + middle;
            if (found < within)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return -1;
    }

    private int RankInBits(in Block block, int within)
    {
        var bits = _file.Slice(block.Offset, 8 * IndexedDisiFormat.DenseWords);
        var last = within >> 6;
        var word = BinaryPrimitives.ReadUInt64BigEndian(bits[(8 * last)..]);
        if ((word >> within & 1) == 0)
            return -1;
        var first = 0;
        var rank = block.Index;
        if (block.RankPower >= 0)
        {
            var ranks = _file.Slice(block.Offset - block.RankBytes, block.RankBytes);
            var at = within >> block.RankPower;
            first = at << (block.RankPower - 6);
            rank += BinaryPrimitives.ReadUInt16BigEndian(ranks[(2 * at)..]);
        }
        for (; first < last; first++)
            rank += BitOperations.PopCount(BinaryPrimitives.ReadUInt64BigEndian(bits[(8 * first)..]));
        return rank + BitOperations.PopCount(word & ((1UL << within) - 1));
    }

    private void ReadBlocks(int rankPower, int maxDoc)
    {
        var input = _file.ReaderAt(_start);
        var index = 0;
        var previous = -1;
        while (true)
        {
            if (input.Position >= _end)
                input.ThrowCorrupt("a block", "the set's end");
            var head = input.Position;
            var number = (ushort)input.ReadShort();
            var docs = (ushort)input.ReadShort() + 1;
            _heads.Add((number, index, head));
            if (number == IndexedDisiFormat.EndBlock && docs == 1)
                break;
            if (number <= previous || number >= _blocks.Length)
                input.ThrowCorrupt($"a block between {previous} and {_blocks.Length}", number.ToString(CultureInfo.InvariantCulture));
            _blocks[number] = ReadBlock(ref input, number, docs, index, rankPower, maxDoc);
            index += docs;
            previous = number;
        }
        if (index != Count)
            input.ThrowCorrupt($"{Count} documents", index.ToString(CultureInfo.InvariantCulture));
    }

    private static Block ReadBlock(ref ByteReader input, int number, int docs, int index, int rankPower, int maxDoc)
    {
        var within = Math.Min(IndexedDisiFormat.BlockDocs, maxDoc - (number << IndexedDisiFormat.BlockShift));
        if (docs > within)
            input.ThrowCorrupt($"at most {within} documents", docs.ToString(CultureInfo.InvariantCulture));
        if (docs == IndexedDisiFormat.BlockDocs)
            return new Block(BlockKind.All, index, docs, 0, -1, 0);
        if (docs <= IndexedDisiFormat.MaxListDocs)
        {
            var list = new Block(BlockKind.List, index, docs, input.Position, -1, 0);
            input.Skip(2 * docs);
            return list;
        }
        var rankBytes = rankPower < 0 ? 0 : IndexedDisiFormat.DenseWords >> (rankPower - 7);
        input.Skip(rankBytes);
        var bits = new Block(BlockKind.Bits, index, docs, input.Position, rankPower, rankBytes);
        input.Skip(8 * IndexedDisiFormat.DenseWords);
        return bits;
    }

    private enum BlockKind : byte
    {
        Empty,
        List,
        Bits,
        All,
    }

    /// <summary>Index: documents before the block. Offset: of the list or the bits.</summary>
    private readonly record struct Block(BlockKind Kind, int Index, int Docs, long Offset, int RankPower, int RankBytes);
}
