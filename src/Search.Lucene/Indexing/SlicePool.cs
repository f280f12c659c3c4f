using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Search.Lucene.Numerics;

namespace Search.Lucene.Indexing;

/// <summary>
/// Many append-only byte streams in chunks of memory. A stream is a chain of slices, each longer than the one before; the last
/// four bytes of a full slice hold the offset of the next. Free bytes are 0, and the last byte of the newest slice is not, so a
/// writer finds the end without knowing where the slice began. Not thread-safe.
/// </summary>
internal sealed class SlicePool : IDisposable
{
    private const int MarkBase = 16;
    private const int LinkBytes = 4;
    private const int CopyBytes = 16;

    // At the end of each chunk: who reads two bytes, or a whole vector, need not ask whether they are there.
    private const int SpareBytes = 16;

    // Offset 0 is never given out: a stream position of 0 means "no stream yet".
    private const int FirstOffset = 8;

    private readonly NativeChunks _bytes = new();
    private int _end = FirstOffset;
    private int _chunkEnd;

    /// <summary>Bytes of each slice of a chain, first to last; the last size repeats.</summary>
    private static ReadOnlySpan<short> SliceBytes => [8, 16, 24, 32, 48, 64, 96, 128, 256, 512];

    /// <summary>Bytes handed out since the last reset.</summary>
    public int Used { get; private set; }

    /// <summary>Starts a stream and returns the offset of its first byte.</summary>
    public int Start()
    {
        var offset = Allocate(SliceBytes[0]);
        _bytes[_end - 1] = MarkBase;
        return offset;
    }

    /// <summary>Says that the stream whose end is <paramref name="tail"/> is written to soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchTail(int tail)
    {
        if (tail > 0)
            Prefetch.Read(ref _bytes[tail]);
    }

    /// <summary>Appends <paramref name="value"/>, seven bits a byte, low bits first, to the stream whose end is <paramref name="tail"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVInt(ref int tail, uint value)
    {
        ref var free = ref _bytes[tail];
        // Where two bytes are free, one or two are written by the same instructions: which of them can't be foreseen.
        if (value < 0x4000 && Unsafe.ReadUnaligned<ushort>(ref free) == 0)
        {
            var more = value > 0x7F ? 1u : 0;
            free = (byte)((value & 0x7F) | (more << 7));
            Unsafe.Add(ref free, 1) = (byte)(value >> 7);
            tail += 1 + (int)more;
        }
        else
        {
            tail = WriteVIntSlowly(tail, value);
        }
    }

    /// <summary>Copies the stream from <paramref name="head"/> up to <paramref name="tail"/> into <paramref name="into"/>, grown when needed, and returns its length in bytes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public int Gather(int head, int tail, ref byte[] into)
    {
        var length = 0;
        for (var level = 0; ; level = NextLevel(level))
        {
            var end = head + SliceBytes[level];
            var last = tail >= head && tail < end;
            var count = (last ? tail : end - LinkBytes) - head;
            if (into.Length - length < count + CopyBytes)
                Array.Resize(ref into, Math.Max(into.Length * 2, length + count + CopyBytes));
            Copy(head, count, into, length);
            length += count;
            if (last)
                return length;
            head = Unsafe.ReadUnaligned<int>(ref _bytes[end - LinkBytes]);
        }
    }

    /// <summary>Most slices are short: whole vectors are copied, into room that is there for them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Copy(int head, int count, byte[] into, int at)
    {
        var from = _bytes.Slice(head, count + CopyBytes);
        var to = into.AsSpan(at, count + CopyBytes);
        for (var i = 0; i < count; i += CopyBytes)
            Vector128.Create<byte>(from.Slice(i, CopyBytes)).CopyTo(to[i..]);
    }

    /// <summary>Forgets all streams and keeps the memory.</summary>
    public void Reset()
    {
        Used = 0;
        _end = FirstOffset;
        _chunkEnd = Math.Min(_bytes.Length, NativeChunks.ChunkBytes);
    }

    /// <summary>Frees the memory: the pool can't be used any more.</summary>
    public void Dispose()
    {
        _bytes.Dispose();
        Reset();
    }

    private static int NextLevel(int level) => Math.Min(level + 1, SliceBytes.Length - 1);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private int WriteVIntSlowly(int tail, uint rest)
    {
        while (rest > 0x7F)
        {
            tail = WriteByte(tail, (byte)(rest | 0x80));
            rest >>= 7;
        }
        return WriteByte(tail, (byte)rest);
    }

    private int WriteByte(int tail, byte value)
    {
        if (_bytes[tail] != 0)
            tail = Grow(tail);
        _bytes[tail] = value;
        return tail + 1;
    }

    /// <summary>Chains a longer slice to the full one whose mark is at <paramref name="mark"/>, moves the three bytes that the link displaces, and returns the new end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Grow(int mark)
    {
        var level = NextLevel(_bytes[mark] - MarkBase);
        var next = Allocate(SliceBytes[level]);
        _bytes[_end - 1] = (byte)(MarkBase + level);
        var link = mark - (LinkBytes - 1);
        _bytes.Slice(link, LinkBytes - 1).CopyTo(_bytes.Slice(next, LinkBytes - 1));
        Unsafe.WriteUnaligned(ref _bytes[link], next);
        return next + LinkBytes - 1;
    }

    private int Allocate(int count)
    {
        if (_chunkEnd - SpareBytes - _end < count)
            NextChunk();
        var offset = _end;
        _bytes.Slice(offset, count).Clear();
        _end = offset + count;
        Used += count;
        return offset;
    }

    private void NextChunk()
    {
        if (_chunkEnd == _bytes.Length)
            _bytes.Add();
        _end = Math.Max(FirstOffset, _chunkEnd);
        _chunkEnd += NativeChunks.ChunkBytes;
    }
}
