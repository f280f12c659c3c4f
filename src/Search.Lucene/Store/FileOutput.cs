using Microsoft.Win32.SafeHandles;

namespace Search.Lucene.Store;

/// <summary>Writes a new file of a folder. A large one is on its way to the disk while it is written.</summary>
internal sealed class FileOutput : IndexOutput
{
    private const int StretchBytes = 4 * 1024 * 1024;
    private readonly string _path;
    private readonly WriteBehind _behind;
    private readonly SafeFileHandle _file;
    private long _written;

    // Before it the disk is at work.
    private long _begun;

    public FileOutput(string name, string path, WriteBehind behind)
        : base(name)
    {
        _path = path;
        _behind = behind;
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    protected override void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, _written);
        _written += bytes.Length;
        if (_written - _begun >= StretchBytes)
            BeginStretch();
    }

    protected override void Dispose(bool disposing)
    {
        if (_file.IsClosed)
            return;
        try
        {
            FlushBuffer();
            if (_begun > 0)
                WriteBehind.Begin(_file, _begun, _written - _begun);
        }
        finally
        {
            _file.Dispose();
        }
    }

    private void BeginStretch()
    {
        _behind.Begin(_file, _path, _begun, _written - _begun);
        _begun = _written;
    }
}
