using System.Globalization;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Points;

/// <summary>A field's points: longs in ascending order, each with its document, in leaves. Thread-safe; valid as long as its reader is open.</summary>
internal sealed class PointValues
{
    private readonly FileView _data;
    private readonly PointTree _tree;
    private readonly ulong _min;
    private readonly ulong _max;
    private readonly int _maxDoc;
    private readonly int _maxLeafPoints;
    private PointLeaf? _spare;

    private PointValues(FileView data, PointTree tree, ulong min, ulong max, long size, int docCount, int maxDoc, int maxLeafPoints)
    {
        _data = data;
        _tree = tree;
        _min = min;
        _max = max;
        _maxDoc = maxDoc;
        _maxLeafPoints = maxLeafPoints;
        Size = size;
        DocCount = docCount;
    }

    public long Min => PointsFormat.FromSortable(_min);

    public long Max => PointsFormat.FromSortable(_max);

    /// <summary>Points.</summary>
    public long Size { get; }

    /// <summary>Documents with at least one point.</summary>
    public int DocCount { get; }

    public int LeafCount => _tree.Pointers.Length;

    /// <summary>Most points of a leaf.</summary>
    public int MaxLeafPoints => _maxLeafPoints;

    /// <summary>Reads the description of a field at the cursor.</summary>
    internal static PointValues Read(ref ByteReader meta, FileView index, FileView data, int maxDoc)
    {
        ReadHead(ref meta);
        var maxLeafPoints = meta.ReadVInt();
        var bytes = meta.ReadVInt();
        if (bytes != PointsFormat.ValueBytes)
            throw new IndexFormatException(meta.File, $"points of {bytes} bytes; this library reads those of {PointsFormat.ValueBytes}");
        var leaves = meta.ReadVInt();
        var min = (ulong)meta.ReadLong();
        var max = (ulong)meta.ReadLong();
        var size = meta.ReadVLong();
        var docCount = meta.ReadVInt();
        if (maxLeafPoints is < 1 or > PointsFormat.MaxLeafPoints || min > max || leaves < 1 || size < leaves || size > (long)leaves * maxLeafPoints
            || docCount < 1 || docCount > maxDoc || docCount > size)
        {
            meta.ThrowCorrupt("counts of points, leaves and documents that agree", string.Create(CultureInfo.InvariantCulture, $"{size}, {leaves} of {maxLeafPoints}, {docCount} of {maxDoc}"));
        }
        var treeLength = meta.ReadVInt();
        var dataStart = meta.ReadLong();
        var treeStart = meta.ReadLong();
        FileRange.Check(index, treeStart, treeLength);
        if (leaves > treeLength + 1)
            meta.ThrowCorrupt($"leaves that {treeLength} bytes can hold", leaves.ToString(CultureInfo.InvariantCulture));
        var input = new ByteReader(index.Slice(treeStart, treeLength), index, treeStart);
        var tree = PointTree.Read(ref input, leaves);
        CheckTree(ref input, tree, min, max, dataStart, data);
        return new PointValues(data, tree, min, max, size, docCount, maxDoc, maxLeafPoints);
    }

    /// <summary>Adds to <paramref name="into"/>, whose length is the segment's count of documents, every document with a point from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public void Intersect(long min, long max, FixedBitSet into)
    {
        var (low, high) = (PointsFormat.ToSortable(min), PointsFormat.ToSortable(max));
        var scratch = Rent();
        for (var leaf = FirstLeaf(low); leaf < LeafCount && Lower(leaf) <= high && low <= high; leaf++)
        {
            var range = ReadRange(scratch, leaf, low, high);
            foreach (var doc in scratch.Docs[range])
                into.Set(doc);
        }
        _spare = scratch;
    }

    /// <summary>How many points lie from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public long IntersectCount(long min, long max)
    {
        var (low, high) = (PointsFormat.ToSortable(min), PointsFormat.ToSortable(max));
        var scratch = Rent();
        long count = 0;
        for (var leaf = FirstLeaf(low); leaf < LeafCount && Lower(leaf) <= high && low <= high; leaf++)
        {
            if (IsInside(leaf, low, high))
            {
                var input = _data.ReaderAt(_tree.Pointers[leaf]);
                count += PointLeaf.ReadCount(ref input, _maxLeafPoints);
                continue;
            }
            count += ReadRange(scratch, leaf, low, high).GetOffsetAndLength(scratch.Count).Length;
        }
        _spare = scratch;
        return count;
    }

    /// <summary>About how many points lie from <paramref name="min"/> to <paramref name="max"/>: reads no leaf; half of a leaf that is cut counts.</summary>
    public long EstimateCount(long min, long max)
    {
        var (low, high) = (PointsFormat.ToSortable(min), PointsFormat.ToSortable(max));
        if (low > high || low > _max || high < _min)
            return 0;
        if (low <= _min && high >= _max)
            return Size;
        var first = FirstLeaf(low);
        var last = LastLeaf(high);
        if (first >= last)
            return Math.Min(Size, EstimateLeaf(first, low, high));
        return Math.Min(Size, EstimateLeaf(first, low, high) + EstimateLeaf(last, low, high) + (long)_maxLeafPoints * (last - first - 1));
    }

    /// <summary>Reads a leaf whole, for merging and checking: values ascending, each with its document. Returns the count of points.</summary>
    public int ReadLeaf(int leaf, Span<long> values, Span<int> docs) => ReadLeaf(leaf, values, docs, out _);

    /// <summary>As the other overload, and says where the leaf ends in the data file.</summary>
    internal int ReadLeaf(int leaf, Span<long> values, Span<int> docs, out long end)
    {
        var scratch = Rent();
        var input = _data.ReaderAt(_tree.Pointers[leaf]);
        scratch.ReadDocs(ref input, _maxDoc);
        scratch.ReadValues(ref input);
        scratch.Docs.CopyTo(docs);
        for (var i = 0; i < scratch.Count; i++)
            values[i] = PointsFormat.FromSortable(scratch.Values[i]);
        var count = scratch.Count;
        end = input.Position;
        _spare = scratch;
        return count;
    }

    /// <summary>Adds the documents of a leaf, in the order of their values.</summary>
    public void AddDocs(int leaf, List<int> into)
    {
        var scratch = Rent();
        var input = _data.ReaderAt(_tree.Pointers[leaf]);
        scratch.ReadDocs(ref input, _maxDoc);
        into.AddRange(scratch.Docs);
        _spare = scratch;
    }

    /// <summary>Where a leaf starts in the data file.</summary>
    internal long LeafPointer(int leaf) => _tree.Pointers[leaf];

    /// <summary>The smallest and the largest value that the tree allows in a leaf.</summary>
    internal (long Lower, long Upper) LeafBounds(int leaf) => (PointsFormat.FromSortable(Lower(leaf)), PointsFormat.FromSortable(Upper(leaf)));

    private static void ReadHead(ref ByteReader meta)
    {
        var magic = meta.ReadInt();
        if (magic != CodecHeader.Magic)
            meta.ThrowCorrupt("the head of a tree", magic.ToString("x8", CultureInfo.InvariantCulture));
        var codec = meta.ReadString();
        var version = meta.ReadInt();
        if (!string.Equals(codec, PointsFormat.TreeCodec, StringComparison.Ordinal) || version != PointsFormat.TreeVersion)
            throw new IndexFormatException(meta.File, $"points of codec \"{codec}\" version {version}; this library reads {PointsFormat.TreeCodec} version {PointsFormat.TreeVersion}");
        var dimensions = meta.ReadVInt();
        var indexed = meta.ReadVInt();
        if (dimensions != 1 || indexed != 1)
            throw new IndexFormatException(meta.File, $"points of {dimensions} dimensions; this library reads those of one");
    }

    private static void CheckTree(ref ByteReader input, PointTree tree, ulong min, ulong max, long dataStart, FileView data)
    {
        var end = data.Length - CodecHeader.FooterLength;
        if (input.Remaining != 0 || tree.Pointers[0] != dataStart || tree.Pointers[^1] >= end)
            input.ThrowCorrupt("a tree over the data", "another");
        var previous = min;
        foreach (var split in tree.Splits)
        {
            if (split < previous || split > max)
                input.ThrowCorrupt("splits that ascend", split.ToString("x16", CultureInfo.InvariantCulture));
            previous = split;
        }
    }

    private PointLeaf Rent() => Interlocked.Exchange(ref _spare, null) ?? new PointLeaf(_maxLeafPoints);

    private ulong Lower(int leaf) => leaf == 0 ? _min : _tree.Splits[leaf - 1];

    private ulong Upper(int leaf) => leaf == LeafCount - 1 ? _max : _tree.Splits[leaf];

    private bool IsInside(int leaf, ulong low, ulong high) => low <= Lower(leaf) && Upper(leaf) <= high;

    private int EstimateLeaf(int leaf, ulong low, ulong high) => IsInside(leaf, low, high) ? _maxLeafPoints : (_maxLeafPoints + 1) / 2;

    /// <summary>First leaf that can hold a value of at least <paramref name="low"/>; the count of leaves when none can.</summary>
    private int FirstLeaf(ulong low)
    {
        var (from, to) = (0, LeafCount);
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (Upper(middle) < low)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }

    /// <summary>Last leaf that can hold a value of at most <paramref name="high"/>, or -1.</summary>
    private int LastLeaf(ulong high)
    {
        var (from, to) = (0, LeafCount);
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (Lower(middle) <= high)
                from = middle + 1;
            else
                to = middle;
        }
        return from - 1;
    }

    /// <summary>Reads a leaf, and says which of its points lie in the range.</summary>
    private Range ReadRange(PointLeaf scratch, int leaf, ulong low, ulong high)
    {
        var input = _data.ReaderAt(_tree.Pointers[leaf]);
        scratch.ReadDocs(ref input, _maxDoc);
        if (IsInside(leaf, low, high))
            return Range.All;
        scratch.ReadValues(ref input);
        var start = 0;
        while (start < scratch.Count && scratch.Values[start] < low)
            start++;
        var end = start;
        while (end < scratch.Count && scratch.Values[end] <= high)
            end++;
        return start..end;
    }
}
