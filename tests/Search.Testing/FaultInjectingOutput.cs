using Search.Lucene.Store;

namespace Search.Testing;

/// <summary>Writes through to another output; asks before each write, and when it may not, writes only half of it.</summary>
internal sealed class FaultInjectingOutput(string name, IndexOutput inner, Action step) : IndexOutput(name)
{
    private bool _closed;

    protected override void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        try
        {
            step();
        }
        catch (IOException)
        {
            inner.WriteBytes(bytes[..(bytes.Length / 2)]);
            throw;
        }
        inner.WriteBytes(bytes);
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
        }
    }
}
