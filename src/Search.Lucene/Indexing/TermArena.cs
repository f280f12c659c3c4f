namespace Search.Lucene.Indexing;

/// <summary>The bytes of all terms of a segment buffer, one after the other. Not thread-safe.</summary>
internal sealed class TermArena
{
    private byte[] _bytes = new byte[4 * 1024];

    /// <summary>Bytes in use.</summary>
    public int Used { get; private set; }

    /// <summary>The arena; replaced when it grows.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Appends <paramref name="term"/> and returns the offset of its first byte.</summary>
    public int Append(ReadOnlySpan<byte> term)
    {
        var start = Used;
        Growth.Ensure(ref _bytes, start + term.Length);
        term.CopyTo(_bytes.AsSpan(start));
        Used = start + term.Length;
        return start;
    }

    public ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Forgets all terms and keeps the memory.</summary>
    public void Reset() => Used = 0;
}
