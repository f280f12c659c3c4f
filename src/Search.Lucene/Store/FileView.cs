using System.Diagnostics.CodeAnalysis;

namespace Search.Lucene.Store;

/// <summary>
/// A read-only window onto a whole file or a part of one (a member of a compound file). Shared freely between threads.
/// The bytes stay valid while any view of the same mapping is alive: a mapping ends when its last view was disposed.
/// </summary>
public sealed unsafe class FileView : IDisposable
{
    private readonly Mapping _mapping;
    private readonly byte* _start;
    private int _disposed;

    internal FileView(string name, Mapping mapping, long offset, long length)
    {
        Name = name;
        _mapping = mapping;
        _start = mapping.Pointer + offset;
        Length = length;
        mapping.AddReference();
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>Bytes in this view.</summary>
    public long Length { get; }

    /// <summary>The bytes from <paramref name="offset"/> on. Throws <see cref="CorruptIndexException"/> when they do not lie within the view.</summary>
    public ReadOnlySpan<byte> Slice(long offset, int length)
    {
        if ((ulong)offset > (ulong)Length || (uint)length > (ulong)(Length - offset))
            ThrowOutside(offset, length);
        return new ReadOnlySpan<byte>(_start + offset, length);
    }

    /// <summary>The bytes from <paramref name="offset"/> to the end, or the first 2 GB of them.</summary>
    public ReadOnlySpan<byte> SliceFrom(long offset)
    {
        if ((ulong)offset > (ulong)Length)
            ThrowOutside(offset, 0);
        return new ReadOnlySpan<byte>(_start + offset, (int)Math.Min(int.MaxValue, Length - offset));
    }

    /// <summary>A cursor at <paramref name="offset"/> that reads to the end of the view.</summary>
    public ByteReader ReaderAt(long offset) => new(this, offset);

    /// <summary>A view of a part, with its own lifetime.</summary>
    public FileView Part(string name, long offset, long length)
    {
        if ((ulong)offset > (ulong)Length || (ulong)length > (ulong)(Length - offset))
            ThrowOutside(offset, length);
        return new FileView(name, _mapping, _start - _mapping.Pointer + offset, length);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _mapping.Release();
    }

    [DoesNotReturn]
    private void ThrowOutside(long offset, long length) =>
        CorruptIndexException.Throw(Name, offset, $"{length} bytes", $"end of file at {Length}");
}
