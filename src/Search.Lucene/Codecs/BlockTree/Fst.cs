using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>
/// The index of one field: a transducer from prefixes of terms to the blocks that hold the terms with this prefix. Read in place from the
/// mapped file, backwards, as it was written. Immutable and thread-safe.
/// </summary>
internal sealed class Fst
{
    private readonly FileView _file;
    private readonly long _start;
    private readonly int _length;
    private readonly int _root;
    private FstArc[]? _rootArcs;

    /// <summary>Reads the head of the transducer at <paramref name="meta"/>; its nodes lie in <paramref name="file"/> from <paramref name="start"/> on.</summary>
    public Fst(ref ByteReader meta, FileView file, long start)
    {
        ReadHeader(ref meta);
        EmptyOutput = meta.ReadByte() == 1 ? ReadEmptyOutput(ref meta) : [];
        var labelType = meta.ReadByte();
        if (labelType != 0)
            meta.ThrowCorrupt("labels of one byte (0)", $"{labelType}");
        var root = meta.ReadVLong();
        var length = meta.ReadVLong();
        if ((ulong)length > int.MaxValue || (ulong)start > (ulong)file.Length || length > file.Length - start || (ulong)root > (ulong)length)
            meta.ThrowCorrupt($"nodes within a file of {file.Length} bytes", $"{length} bytes from {start}, root {root}");
        _file = file;
        _start = start;
        _length = (int)length;
        _root = (int)root;
    }

    /// <summary>Output of the empty input; empty when it is not accepted.</summary>
    public byte[] EmptyOutput { get; }

    /// <summary>All nodes.</summary>
    public ReadOnlySpan<byte> Bytes => _file.Slice(_start, _length);

    /// <summary>The arc from the root; false when there is none.</summary>
    public bool FindRootArc(byte label, out FstArc arc)
    {
        var arcs = _rootArcs ?? CacheRootArcs();
        arc = arcs[label];
        return arc.Flags != NoArc;
    }

    /// <summary>The arc with this label from the node; false when there is none. <paramref name="bytes"/> is <see cref="Bytes"/>.</summary>
    public bool FindArc(ReadOnlySpan<byte> bytes, int node, byte label, out FstArc arc)
    {
        arc = default;
        if (node <= 0)
            return false;
        var at = node;
        var kind = ReadByte(bytes, ref at);
        return kind switch
        {
            FstFormat.DirectAddressingNode => FindDirect(bytes, at, label, out arc),
            FstFormat.BinarySearchNode => FindBinary(bytes, at, label, out arc),
            _ => FindLinear(bytes, node, label, out arc),
        };
    }

    /// <summary>Copies an output into the right order.</summary>
    public void CopyOutput(ReadOnlySpan<byte> bytes, int at, Span<byte> output)
    {
        if (output.IsEmpty)
            return;
        var from = at - output.Length + 1;
        if (from < 0 || at >= bytes.Length)
            ThrowOutside(at);
        bytes.Slice(from, output.Length).CopyTo(output);
        output.Reverse();
    }

    // Flags of an arc that is not there: no real arc has both.
    private const int NoArc = FstFormat.BinarySearchNode | FstFormat.DirectAddressingNode;

    private static void ReadHeader(ref ByteReader meta)
    {
        var magic = meta.ReadInt();
        if (magic != CodecHeader.Magic)
            meta.ThrowCorrupt("header magic", $"{magic:x8}");
        var codec = meta.ReadString();
        var version = meta.ReadInt();
        if (!string.Equals(codec, FstFormat.Codec, StringComparison.Ordinal) || version is < FstFormat.MinVersion or > FstFormat.Version)
            meta.ThrowCorrupt("a transducer of version 6 or 7", $"version {version} of another codec or version");
    }

    private static byte[] ReadEmptyOutput(ref ByteReader meta)
    {
        // Kept backwards, length included: the last byte begins the variable-length count.
        var stored = meta.ReadBytes(meta.ReadVInt()).ToArray();
        Array.Reverse(stored);
        var reader = new ByteReader(stored);
        return reader.ReadBytes(reader.ReadVInt()).ToArray();
    }

    private FstArc[] CacheRootArcs()
    {
        var arcs = new FstArc[256];
        var bytes = Bytes;
        for (var label = 0; label < arcs.Length; label++)
        {
            if (!FindArc(bytes, _root, (byte)label, out arcs[label]))
                arcs[label].Flags = NoArc;
        }
        return _rootArcs = arcs;
    }

    private bool FindDirect(ReadOnlySpan<byte> bytes, int at, byte label, out FstArc arc)
    {
        arc = default;
        var range = ReadVInt(bytes, ref at);
        var bytesPerArc = ReadVInt(bytes, ref at);
        if (range is < 1 or > 256 || bytesPerArc < 1)
            ThrowOutside(at);
        var table = at;
        at -= (range + 7) >> 3;
        var first = ReadByte(bytes, ref at);
        var index = label - first;
        if ((uint)index >= (uint)range)
            return false;
        if ((bytes[table - (index >> 3)] & (1 << (index & 7))) == 0)
            return false;
        var before = BitOperations.PopCount((uint)bytes[table - (index >> 3)] & ((1u << (index & 7)) - 1));
        for (var i = 0; i < index >> 3; i++)
            before += BitOperations.PopCount(bytes[table - i]);
        ReadFixedArc(bytes, at, before, bytesPerArc, labelBytes: 0, out arc);
        return true;
    }

    private bool FindBinary(ReadOnlySpan<byte> bytes, int at, byte label, out FstArc arc)
    {
        arc = default;
        var low = 0;
        var high = ReadVInt(bytes, ref at) - 1;
        var bytesPerArc = ReadVInt(bytes, ref at);
        if (high is < 0 or > 255 || bytesPerArc < 1)
            ThrowOutside(at);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var labelAt = ArcAt(at, middle, bytesPerArc) - 1;
            var found = ReadByte(bytes, ref labelAt);
            if (found == label)
            {
                ReadFixedArc(bytes, at, middle, bytesPerArc, labelBytes: 1, out arc);
                return true;
            }
            if (found < label)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return false;
    }

    private static int ArcAt(int at, int index, int bytesPerArc)
    {
        var arc = at - ((long)index * bytesPerArc);
        return (int)Math.Max(arc, -1);
    }

    private void ReadFixedArc(ReadOnlySpan<byte> bytes, int arcs, int index, int bytesPerArc, int labelBytes, out FstArc arc)
    {
        var at = ArcAt(arcs, index, bytesPerArc);
        arc = default;
        arc.Flags = ReadByte(bytes, ref at);
        at -= labelBytes;
        ReadOutputs(bytes, ref at, ref arc);
        // Lucene never writes "target is next" into such nodes.
        if ((arc.Flags & FstFormat.StopNode) == 0)
            arc.Target = ReadTarget(bytes, ref at);
    }

    private bool FindLinear(ReadOnlySpan<byte> bytes, int at, byte label, out FstArc arc)
    {
        while (true)
        {
            arc = default;
            arc.Flags = ReadByte(bytes, ref at);
            var found = ReadByte(bytes, ref at);
            ReadOutputs(bytes, ref at, ref arc);
            var isStop = (arc.Flags & FstFormat.StopNode) != 0;
            var targetIsNext = !isStop && (arc.Flags & FstFormat.TargetNext) != 0;
            if (!isStop && !targetIsNext)
                arc.Target = ReadTarget(bytes, ref at);
            if (found == label)
            {
                if (targetIsNext)
                    arc.Target = EndOfNode(bytes, at, arc.Flags);
                return true;
            }
            if (found > label || (arc.Flags & FstFormat.LastArc) != 0)
                return false;
        }
    }

    /// <summary>Where the node ends of which an arc with these flags ends at <paramref name="at"/>.</summary>
    private int EndOfNode(ReadOnlySpan<byte> bytes, int at, int flags)
    {
        while ((flags & FstFormat.LastArc) == 0)
        {
            FstArc arc = default;
            arc.Flags = flags = ReadByte(bytes, ref at);
            at--;
            ReadOutputs(bytes, ref at, ref arc);
            if ((flags & (FstFormat.StopNode | FstFormat.TargetNext)) == 0)
                ReadTarget(bytes, ref at);
        }
        return at;
    }

    private void ReadOutputs(ReadOnlySpan<byte> bytes, ref int at, ref FstArc arc)
    {
        if ((arc.Flags & FstFormat.HasOutput) != 0)
            ReadOutput(bytes, ref at, out arc.OutputAt, out arc.OutputLength);
        if ((arc.Flags & FstFormat.HasFinalOutput) != 0)
            ReadOutput(bytes, ref at, out arc.FinalOutputAt, out arc.FinalOutputLength);
    }

    private void ReadOutput(ReadOnlySpan<byte> bytes, ref int at, out int outputAt, out int length)
    {
        length = ReadVInt(bytes, ref at);
        outputAt = at;
        if ((uint)length > (uint)(at + 1))
            ThrowOutside(at);
        at -= length;
    }

    private int ReadTarget(ReadOnlySpan<byte> bytes, ref int at)
    {
        var target = ReadVInt(bytes, ref at);
        if ((uint)target >= (uint)bytes.Length)
            ThrowOutside(at);
        return target;
    }

    private int ReadVInt(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var b = ReadByte(bytes, ref at);
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
        ThrowOutside(at);
        return 0;
    }

    private byte ReadByte(ReadOnlySpan<byte> bytes, ref int at)
    {
        if ((uint)at >= (uint)bytes.Length)
            ThrowOutside(at);
        return bytes[at--];
    }

    [DoesNotReturn]
    private void ThrowOutside(int at) =>
        CorruptIndexException.Throw(_file.Name, _start + at, "a node of the terms index", "none");
}
