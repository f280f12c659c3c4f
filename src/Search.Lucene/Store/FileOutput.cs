using Microsoft.Win32.SafeHandles;

namespace Search.Lucene.Store;

/// <summary>Writes a new file of a folder.</summary>
internal sealed class FileOutput : IndexOutput
{
    private readonly SafeFileHandle _file;
    private long _written;

    public FileOutput(string name, string path)
        : base(name) =>
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    protected override void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, _written);
        _written += bytes.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (_file.IsClosed)
            return;
        try
        {
            FlushBuffer();
        }
        finally
        {
            _file.Dispose();
        }
    }
}
