namespace Search.Lucene.Store;

/// <summary>Bytes at a fixed address, kept by a count of the views on them; freed when the last view goes.</summary>
internal abstract unsafe class Mapping
{
    private int _references;

    /// <summary>First byte; valid until <see cref="Free"/>.</summary>
    public byte* Pointer { get; protected init; }

    public void AddReference() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            Free();
    }

    protected abstract void Free();
}
