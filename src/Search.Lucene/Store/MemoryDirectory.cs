namespace Search.Lucene.Store;

/// <summary>
/// A directory that lives in memory, for tests and for short-lived indexes. Each file is one pinned array of at most 2 GB.
/// A file that was created but not closed exists with length 0. Thread-safe.
/// </summary>
public sealed class MemoryDirectory : IndexDirectory
{
    private static readonly PinnedMapping Empty = new(GC.AllocateArray<byte>(0, pinned: true));
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, PinnedMapping> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locks = new(StringComparer.Ordinal);

    /// <summary>Bytes of all files together.</summary>
    public long Size
    {
        get
        {
            lock (_gate)
                return _files.Values.Sum(file => (long)file.Length);
        }
    }

    public override IReadOnlyList<string> ListAll()
    {
        lock (_gate)
            return [.. _files.Keys];
    }

    public override long FileLength(string name)
    {
        lock (_gate)
            return Find(name).Length;
    }

    public override bool FileExists(string name)
    {
        lock (_gate)
            return _files.ContainsKey(name);
    }

    public override IndexOutput CreateOutput(string name)
    {
        lock (_gate)
        {
            if (!_files.TryAdd(name, Empty))
                throw new IOException($"{name}: exists already");
        }
        return new MemoryOutput(name, Close);
    }

    public override FileView OpenInput(string name)
    {
        lock (_gate)
        {
            var file = Find(name);
            return new FileView(name, file, 0, file.Length);
        }
    }

    public override void DeleteFile(string name)
    {
        lock (_gate)
            _files.Remove(name);
    }

    public override void Sync(IEnumerable<string> names)
    {
        lock (_gate)
        {
            foreach (var name in names)
                Find(name);
        }
    }

    public override void Rename(string source, string target)
    {
        lock (_gate)
        {
            var file = Find(source);
            if (!_files.TryAdd(target, file))
                throw new IOException($"{target}: exists already");
            _files.Remove(source);
        }
    }

    public override void SyncMetadata()
    {
        // Memory has no folder to make durable.
    }

    public override IDisposable ObtainLock(string name)
    {
        lock (_gate)
        {
            if (!_locks.Add(name))
                throw new LockHeldException($"the index in memory has a writer already (lock {name})");
        }
        return new Release(() => Unlock(name));
    }

    private void Unlock(string name)
    {
        lock (_gate)
            _locks.Remove(name);
    }

    private void Close(string name, PinnedMapping bytes)
    {
        lock (_gate)
        {
            // Deleted while it was being written: gone.
            if (_files.ContainsKey(name))
                _files[name] = bytes;
        }
    }

    private PinnedMapping Find(string name) =>
        _files.TryGetValue(name, out var file) ? file : throw new FileNotFoundException($"{name}: no such file in memory", name);
}
