using System.Runtime.CompilerServices;

namespace Search.Lucene.Numerics;

/// <summary>
/// Bytes outside the collected heap, in chunks that never move (<see cref="NativeMemoryOwner"/>), addressed as if they were one array; undefined at first. They
/// belong to whoever made this, who frees them by disposal: every access fails then. Not thread-safe.
/// </summary>
/// <remarks>A reference into a chunk is valid while this is held, until it is disposed.</remarks>
internal sealed unsafe class NativeChunks : IDisposable
{
    public const int ChunkBytes = 1 << ChunkBits;
    private const int ChunkBits = 21;
    private const int MaxChunks = int.MaxValue >> ChunkBits;

    private NativeMemoryOwner[] _owners = [];

    // Where each chunk starts.
    private nint[] _chunks = [];
    private bool _disposed;

    /// <summary>Bytes of all chunks.</summary>
    public int Length => _chunks.Length * ChunkBytes;

    /// <summary>The byte at <paramref name="offset"/>; those up to the end of its chunk lie behind it.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such chunk.</exception>
    public ref byte this[int offset]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AsRef<byte>((byte*)_chunks[offset >>> ChunkBits] + (offset & (ChunkBytes - 1)));
    }

    /// <summary><paramref name="count"/> bytes from <paramref name="offset"/> on, within one chunk.</summary>
    public Span<byte> Slice(int offset, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(ChunkBytes - (offset & (ChunkBytes - 1))));
        return new Span<byte>(Unsafe.AsPointer(ref this[offset]), count);
    }

    /// <summary>Adds a chunk behind the others. The first has small pages: who needs little of it takes little.</summary>
    /// <exception cref="ObjectDisposedException">This is disposed.</exception>
    /// <exception cref="OutOfMemoryException">There is none, or the offsets reach no further.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Add()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_chunks.Length == MaxChunks)
            throw new InsufficientMemoryException($"{MaxChunks} chunks of {ChunkBytes} bytes are addressed at most");
        var owner = new NativeMemoryOwner(ChunkBytes, large: _chunks.Length > 0);
        _owners = [.. _owners, owner];
        _chunks = [.. _chunks, owner.Start];
    }

    public void Dispose()
    {
        _disposed = true;
        _chunks = [];
        foreach (var owner in _owners)
            owner.Dispose();
        _owners = [];
    }
}
