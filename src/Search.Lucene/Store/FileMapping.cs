using System.IO.MemoryMappedFiles;

namespace Search.Lucene.Store;

/// <summary>A whole file mapped into memory for reading. An empty file, which the system cannot map, has a pointer that is never read.</summary>
internal sealed unsafe class FileMapping : Mapping
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _accessor;

    public FileMapping(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Length = stream.Length;
        if (Length == 0)
            return;
        _file = MemoryMappedFile.CreateFromFile(stream, mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        try
        {
            _accessor = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
            byte* pointer = null;
            _accessor.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
            Pointer = pointer + _accessor.PointerOffset;
        }
        catch
        {
            _accessor?.Dispose();
            _file.Dispose();
            throw;
        }
    }

    public long Length { get; }

    protected override void Free()
    {
        if (_accessor is null)
            return;
        _accessor.SafeMemoryMappedViewHandle.ReleasePointer();
        _accessor.Dispose();
        _file!.Dispose();
    }
}
