using System.Runtime.CompilerServices;

namespace Search.Percolation.Terms;

/// <summary>A growing row of ints whose array is open to its users. Not thread-safe.</summary>
internal sealed class IntBuffer(int capacity = 16)
{
    private int[] _items = new int[capacity];

    public int Count { get; private set; }

    /// <summary>The row's array, longer than the row; replaced when it grows.</summary>
    public int[] Items => _items;

    public ReadOnlySpan<int> Span => _items.AsSpan(0, Count);

    public ref int this[int index] => ref _items[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int item)
    {
        if (Count == _items.Length)
            Grow(1);
        _items[Count++] = item;
    }

    public void Add(ReadOnlySpan<int> items)
    {
        if (_items.Length - Count < items.Length)
            Grow(items.Length);
        items.CopyTo(_items.AsSpan(Count));
        Count += items.Length;
    }

    public ReadOnlySpan<int> Slice(int start, int length) => _items.AsSpan(start, length);

    /// <summary>Forgets what stands from <paramref name="count"/> on.</summary>
    public void Truncate(int count) => Count = count;

    public void Clear() => Count = 0;

    public int[] ToArray() => Span.ToArray();

    /// <summary>By half: a row of millions should not be half empty.</summary>
    private void Grow(int more) =>
        Array.Resize(ref _items, (int)Math.Min(Array.MaxLength, Math.Max((long)Count + more, Math.Max(16, _items.Length + ((long)_items.Length / 2)))));
}
