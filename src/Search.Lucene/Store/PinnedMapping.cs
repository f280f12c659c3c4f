namespace Search.Lucene.Store;

/// <summary>A mapping of an array on the pinned heap; the array lives as long as this object does.</summary>
internal sealed unsafe class PinnedMapping : Mapping
{
    private readonly byte[] _bytes;

    /// <param name="bytes">Allocated with <c>pinned: true</c>.</param>
    public PinnedMapping(byte[] bytes)
    {
        _bytes = bytes;
        Pointer = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(bytes));
    }

    public int Length => _bytes.Length;

    protected override void Free()
    {
        // The garbage collector takes the array once no view holds this object.
    }
}
