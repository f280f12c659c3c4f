using Search.Lucene.Store;

namespace Search.Testing;

/// <summary>Writes through to another output; asks before each write whether it fails, and whether half of it arrives then. Says when it is closed.</summary>
internal sealed class FaultInjectingOutput(string name, IndexOutput inner, Func<(IOException Failure, bool Tears)?> nextFault, Action closed) : IndexOutput(name)
{
    private bool _closed;

    protected override void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        var fault = nextFault();
        if (fault is null)
            inner.WriteBytes(bytes);
        else if (fault is { Tears: true })
            inner.WriteBytes(bytes[..(bytes.Length / 2)]);
        if (fault is { } found)
            throw found.Failure;
    }

    protected override void Dispose(bool disposing)
    {
        if (_closed)
            return;
        _closed = true;
        try
        {
            FlushBuffer();
        }
        finally
        {
            inner.Dispose();
            closed();
        }
    }
}
