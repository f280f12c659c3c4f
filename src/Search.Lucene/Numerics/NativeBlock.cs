using System.Runtime.CompilerServices;

namespace Search.Lucene.Numerics;

/// <summary>
/// Items in one block outside the collected heap (<see cref="NativeMemoryOwner"/>). It belongs to whoever made it, who frees it by disposal: it is empty then.
/// Not thread-safe.
/// </summary>
/// <remarks>What <see cref="Items"/> gives is valid while the block is held, until it grows or is disposed.</remarks>
internal sealed unsafe class NativeBlock<T> : IDisposable
    where T : unmanaged
{
    private NativeMemoryOwner _memory;

    /// <param name="length">Items, undefined at first; more than none.</param>
    public NativeBlock(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        _memory = Allocate(length);
        Length = length;
    }

    /// <summary>0 when it is disposed.</summary>
    public int Length { get; private set; }

    public Span<T> Items => new((T*)_memory.Start, Length);

    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Items[index];
    }

    /// <summary>Makes it hold at least <paramref name="needed"/> items, the present ones first and undefined ones behind.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Grow(int needed)
    {
        ObjectDisposedException.ThrowIf(Length == 0, this);
        if (needed <= Length)
            return;
        var grown = Allocate(needed);
        Items.CopyTo(new Span<T>((T*)grown.Start, needed));
        _memory.Dispose();
        _memory = grown;
        Length = needed;
    }

    public void Dispose()
    {
        Length = 0;
        _memory.Dispose();
    }

    private static NativeMemoryOwner Allocate(int length) => new((nuint)length * (nuint)sizeof(T), large: true);
}
