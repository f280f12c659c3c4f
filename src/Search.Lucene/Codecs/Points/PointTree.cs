using System.Globalization;
using System.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Points;

/// <summary>
/// The tree over the leaves: where each leaf starts, and the first value of each leaf but the first. Packed in the file as a tree
/// of differences (see FORMAT.md), held in memory as two ascending arrays. Immutable.
/// </summary>
internal sealed class PointTree
{
    private PointTree(long[] pointers, ulong[] splits)
    {
        Pointers = pointers;
        Splits = splits;
    }

    /// <summary>Where each leaf starts in the data.</summary>
    public long[] Pointers { get; }

    /// <summary>First value of the leaf behind each leaf: values of leaf i lie from Splits[i - 1] to Splits[i], both included.</summary>
    public ulong[] Splits { get; }

    public static byte[] Pack(IReadOnlyList<long> pointers, IReadOnlyList<ulong> splits)
    {
        var packed = new List<byte>();
        PackNode(packed, pointers, splits, new Node(0, pointers.Count, 0, 0, IsLeft: false, Negative: false));
        return [.. packed];
    }

    /// <summary>Reads a packed tree of <paramref name="leaves"/> leaves at the cursor.</summary>
    public static PointTree Read(ref ByteReader input, int leaves)
    {
        var tree = new PointTree(new long[leaves], new ulong[leaves - 1]);
        tree.ReadNode(ref input, new Node(0, leaves, 0, 0, IsLeft: false, Negative: false));
        return tree;
    }

    private static void PackNode(List<byte> packed, IReadOnlyList<long> pointers, IReadOnlyList<ulong> splits, Node node)
    {
        if (!node.IsLeft)
            AppendVLong(packed, (ulong)(pointers[node.First] - node.Pointer));
        if (node.Leaves == 1)
            return;
        var left = PointsFormat.LeftLeaves(node.Leaves);
        var split = splits[node.First + left - 1];
        PackSplit(packed, split, node);
        var leftBytes = new List<byte>();
        PackNode(leftBytes, pointers, splits, node.Left(left, pointers[node.First], split));
        if (left > 1)
            AppendVLong(packed, (ulong)leftBytes.Count);
        packed.AddRange(leftBytes);
        PackNode(packed, pointers, splits, node.Right(left, pointers[node.First], split));
    }

    /// <summary>Length of the prefix shared with the split above, and the difference of the next byte, in one number; then the other bytes.</summary>
    private static void PackSplit(List<byte> packed, ulong split, Node node)
    {
        var prefix = BitOperations.LeadingZeroCount(split ^ node.Split) / 8;
        if (prefix == PointsFormat.ValueBytes)
        {
            AppendVLong(packed, PointsFormat.ValueBytes);
            return;
        }
        var difference = ByteAt(split, prefix) - ByteAt(node.Split, prefix);
        AppendVLong(packed, (ulong)((node.Negative ? -difference : difference) * (1 + PointsFormat.ValueBytes) + prefix));
        for (var i = prefix + 1; i < PointsFormat.ValueBytes; i++)
            packed.Add((byte)ByteAt(split, i));
    }

    private void ReadNode(ref ByteReader input, Node node)
    {
        var pointer = node.Pointer + (node.IsLeft ? 0 : input.ReadVLong());
        if (pointer < 0 || (!node.IsLeft && node.First > 0 && pointer <= node.Pointer))
            input.ThrowCorrupt("leaves that ascend", pointer.ToString(CultureInfo.InvariantCulture));
        if (node.Leaves == 1)
        {
            Pointers[node.First] = pointer;
            return;
        }
        var left = PointsFormat.LeftLeaves(node.Leaves);
        var split = ReadSplit(ref input, node);
        Splits[node.First + left - 1] = split;
        var leftBytes = left > 1 ? input.ReadVInt() : 0;
        var leftStart = input.Position;
        ReadNode(ref input, node.Left(left, pointer, split));
        if (input.Position - leftStart != leftBytes)
            input.ThrowCorrupt($"a left branch of {leftBytes} bytes", (input.Position - leftStart).ToString(CultureInfo.InvariantCulture));
        ReadNode(ref input, node.Right(left, pointer, split));
    }

    private static ulong ReadSplit(ref ByteReader input, Node node)
    {
        var code = input.ReadVInt();
        var prefix = code % (1 + PointsFormat.ValueBytes);
        var difference = code / (1 + PointsFormat.ValueBytes);
        if (code < 0 || difference > byte.MaxValue)
            input.ThrowCorrupt("a split value", code.ToString(CultureInfo.InvariantCulture));
        if (prefix == PointsFormat.ValueBytes)
            return node.Split;
        var split = prefix == 0 ? 0 : node.Split >> (64 - 8 * prefix);
        split = (split << 8) | (byte)(ByteAt(node.Split, prefix) + (node.Negative ? -difference : difference));
        foreach (var b in input.ReadBytes(PointsFormat.ValueBytes - prefix - 1))
            split = (split << 8) | b;
        return split;
    }

    private static int ByteAt(ulong value, int index) => (byte)(value >> (56 - 8 * index));

    private static void AppendVLong(List<byte> packed, ulong value)
    {
        for (; value > 0x7F; value >>= 7)
            packed.Add((byte)(value | 0x80));
        packed.Add((byte)value);
    }

    /// <summary>A node while packing or reading: its leaves, the pointer and split it is told relative to, and on which side it stands.</summary>
    private readonly record struct Node(int First, int Leaves, long Pointer, ulong Split, bool IsLeft, bool Negative)
    {
        public Node Left(int left, long pointer, ulong split) => new(First, left, pointer, split, IsLeft: true, Negative: true);

        public Node Right(int left, long pointer, ulong split) => new(First + left, Leaves - left, pointer, split, IsLeft: false, Negative: false);
    }
}
