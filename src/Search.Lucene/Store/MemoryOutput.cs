namespace Search.Lucene.Store;

/// <summary>Gathers a file in memory and hands it over, in one pinned array of its exact length, when it is closed.</summary>
internal sealed class MemoryOutput(string name, Action<string, PinnedMapping> close) : IndexOutput(name)
{
    private byte[] _bytes = new byte[1024];
    private int _length;
    private bool _closed;

    protected override void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (bytes.Length > _bytes.Length - _length)
            Array.Resize(ref _bytes, Math.Max(checked(_length + bytes.Length), (int)Math.Min(Array.MaxLength, 2L * _bytes.Length)));
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (_closed)
            return;
        FlushBuffer();
        _closed = true;
        var exact = GC.AllocateUninitializedArray<byte>(_length, pinned: true);
        _bytes.AsSpan(0, _length).CopyTo(exact);
        _bytes = [];
        close(Name, new PinnedMapping(exact));
    }
}
