using System.Globalization;
using System.Runtime.InteropServices;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Compound;

/// <summary>The files inside a segment's compound file, for reading only. Thread-safe. Views of members outlive its disposal.</summary>
internal sealed class CompoundDirectory : IndexDirectory
{
    private readonly FileView _data;
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public CompoundDirectory(IndexDirectory directory, SegmentInfo segment)
    {
        var dataName = segment.FileName(CompoundFormat.DataExtension);
        using var entries = directory.OpenInput(segment.FileName(CompoundFormat.EntriesExtension));
        CodecHeader.VerifyChecksum(entries);
        var input = entries.ReaderAt(0);
        CodecHeader.CheckIndexHeader(ref input, CompoundFormat.EntriesCodec, CompoundFormat.Version, CompoundFormat.Version, segment.Id, "");
        _data = directory.OpenInput(dataName);
        try
        {
            CodecHeader.CheckIndexHeader(_data, CompoundFormat.DataCodec, CompoundFormat.Version, CompoundFormat.Version, segment.Id, "");
            ReadEntries(ref input, segment.Name);
        }
        catch
        {
            _data.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> ListAll() => [.. _entries.Keys];

    public override long FileLength(string name) => Find(name).Length;

    public override bool FileExists(string name) => _entries.ContainsKey(name);

    public override FileView OpenInput(string name)
    {
        var entry = Find(name);
        return _data.Part(name, entry.Offset, entry.Length);
    }

    /// <summary>Name of the file that all others stand in.</summary>
    public string DataFile => _data.Name;

    /// <summary>Where a file starts in <see cref="DataFile"/>; -1 when it is not in there.</summary>
    public long StartOf(string name) => _entries.TryGetValue(name, out var entry) ? entry.Offset : -1;

    /// <summary>Verifies the checksum of the whole compound file.</summary>
    public void CheckIntegrity() => CodecHeader.VerifyChecksum(_data);

    public override IndexOutput CreateOutput(string name) => throw ReadOnly();

    public override void DeleteFile(string name) => throw ReadOnly();

    public override void Sync(IEnumerable<string> names) => throw ReadOnly();

    public override void Rename(string source, string target) => throw ReadOnly();

    public override void SyncMetadata() => throw ReadOnly();

    public override IDisposable ObtainLock(string name) => throw ReadOnly();

    protected override void Dispose(bool disposing)
    {
        _data.Dispose();
        base.Dispose(disposing);
    }

    private static NotSupportedException ReadOnly() => new("a compound file is read-only");

    private void ReadEntries(ref ByteReader input, string segment)
    {
        var count = input.ReadCount();
        long total = CodecHeader.IndexHeaderLength(CompoundFormat.DataCodec, "") + CodecHeader.FooterLength;
        for (var i = 0; i < count; i++)
        {
            var name = segment + input.ReadString();
            var entry = new Entry(input.ReadLong(), input.ReadLong());
            if (entry.Length < 0 || entry.Offset < 0 || entry.Length > _data.Length || entry.Offset > _data.Length - entry.Length)
                input.ThrowCorrupt($"a part of {_data.Length} bytes", string.Create(CultureInfo.InvariantCulture, $"{entry.Length} bytes at {entry.Offset}"));
            if (!_entries.TryAdd(name, entry))
                input.ThrowCorrupt("each file once", name);
            total += entry.Length;
        }
        if (input.Remaining != CodecHeader.FooterLength)
            input.ThrowCorrupt("the footer", $"{input.Remaining - CodecHeader.FooterLength} more bytes");
        if (total != _data.Length)
            CorruptIndexException.Throw(_data.Name, _data.Length, $"a file of {total} bytes", $"{_data.Length}");
    }

    private Entry Find(string name) =>
        _entries.TryGetValue(name, out var entry) ? entry : throw new FileNotFoundException($"{name}: no such file in {_data.Name}", name);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Offset, long Length);
}
