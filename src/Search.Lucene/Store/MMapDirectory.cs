using Microsoft.Win32.SafeHandles;

namespace Search.Lucene.Store;

/// <summary>
/// A directory of real files, memory-mapped for reading (Lucene's MMapDirectory). The folder is created when missing.
/// <see cref="Sync"/> and <see cref="SyncMetadata"/> are fsync of the files and of the folder. Thread-safe.
/// </summary>
public sealed class MMapDirectory : IndexDirectory
{
    private const int SyncedAtOnce = 256;
    private readonly WriteBehind _behind;
    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <param name="path">The folder.</param>
    /// <param name="time">Clock for the lock owner's file; the system's by default.</param>
    public MMapDirectory(string path, TimeProvider? time = null)
        : this(path, time, new WriteBehind())
    {
    }

    internal MMapDirectory(string path, TimeProvider? time, WriteBehind behind)
    {
        _behind = behind;
        _folder = System.IO.Path.GetFullPath(path);
        _time = time ?? TimeProvider.System;
        System.IO.Directory.CreateDirectory(_folder);
    }

    /// <summary>Full path of the folder.</summary>
    public string Path => _folder;

    public override IReadOnlyList<string> ListAll()
    {
        var names = System.IO.Directory.EnumerateFiles(_folder)
            .Select(path => System.IO.Path.GetFileName(path))
            .Where(name => !WriterLock.IsOwnerFile(name))
            .ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    public override long FileLength(string name)
    {
        var file = new FileInfo(PathOf(name));
        return file.Exists ? file.Length : throw NotFound(name);
    }

    public override bool FileExists(string name) => File.Exists(PathOf(name));

    public override IndexOutput CreateOutput(string name) => new FileOutput(name, PathOf(name), _behind);

    public override FileView OpenInput(string name)
    {
        FileMapping mapping;
        try
        {
            mapping = new FileMapping(PathOf(name));
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotFound(name);
        }
        return new FileView(name, mapping, 0, mapping.Length);
    }

    public override void DeleteFile(string name)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (DirectoryNotFoundException)
        {
            // Gone with its folder.
        }
        _behind.Forget(PathOf(name));
    }

    public override void Sync(IEnumerable<string> names)
    {
        foreach (var some in names.Chunk(SyncedAtOnce))
            SyncTogether(some);
    }

    /// <summary>First all are sent on their way: then the journal of the file system is written for many at once, not for each.</summary>
    private void SyncTogether(string[] names)
    {
        var files = new List<SafeFileHandle>();
        try
        {
            foreach (var name in names)
            {
                files.Add(File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
                WriteBehind.Begin(files[^1]);
            }
            files.ForEach(RandomAccess.FlushToDisk);
            _behind.ThrowFailures([.. names.Select(PathOf)]);
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    public override void Rename(string source, string target)
    {
        _behind.ThrowFailures([PathOf(source)]);
        File.Move(PathOf(source), PathOf(target), overwrite: false);
    }

    public override void MoveIn(IndexDirectory from, string name)
    {
        // Without a copy, so that a large index needs no more room; where the other folder lies on another disk, the system copies.
        if (from is MMapDirectory other)
            MoveIn(other, name);
        else
            base.MoveIn(from, name);
    }

    private void MoveIn(MMapDirectory from, string name)
    {
        from._behind.ThrowFailures([from.PathOf(name)]);
        File.Move(from.PathOf(name), PathOf(name), overwrite: false);
    }

    public override void SyncMetadata() => FolderSync.Sync(_folder);

    public override IDisposable ObtainLock(string name) => new WriterLock(_folder, name, _time);

    private string PathOf(string name) => System.IO.Path.Combine(_folder, name);

    private FileNotFoundException NotFound(string name) => new($"{name}: no such file in {_folder}", name);
}
