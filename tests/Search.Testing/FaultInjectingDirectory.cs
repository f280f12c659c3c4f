using Search.Lucene.Store;

namespace Search.Testing;

/// <summary>
/// A directory in memory that fails on command (<see cref="FailAt"/>) and knows what a power cut would leave (<see cref="AfterPowerCut"/>).
/// Every step that changes something counts: creating, each write, syncing, renaming, deleting. Thread-safe.
/// </summary>
public sealed class FaultInjectingDirectory : IndexDirectory
{
    private readonly Lock _gate = new();
    private readonly MemoryDirectory _inner = new();

    // What the folder held at the last SyncMetadata, and what happened to names since, in order.
    private readonly Dictionary<string, byte[]> _durableNames = new(StringComparer.Ordinal);
    private readonly List<(string Name, string? NewName, bool Created)> _changes = [];
    private readonly HashSet<string> _syncedContents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _deletedContents = new(StringComparer.Ordinal);
    private readonly List<string> _openOutputs = [];
    private long _failAt = long.MaxValue;
    private bool _failsForEver;
    private FaultKind _kind;

    /// <summary>A directory in which nothing was written.</summary>
    public FaultInjectingDirectory()
    {
    }

    /// <summary>A directory with the files of another, durable all of them: what a machine finds when its power comes back.</summary>
    public FaultInjectingDirectory(MemoryDirectory found)
    {
        foreach (var name in found.ListAll())
        {
            using var file = found.OpenInput(name);
            Write(_inner, name, file.Slice(0, (int)file.Length).ToArray());
            _syncedContents.Add(name);
            _durableNames[name] = [];
        }
    }

    /// <summary>Steps so far, failed ones included.</summary>
    public long Operations { get; private set; }

    /// <summary>Files that are being written and were not closed yet.</summary>
    public IReadOnlyCollection<string> OpenOutputs
    {
        get
        {
            lock (_gate)
                return [.. _openOutputs];
        }
    }

    /// <summary>True once a step failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>True once a step failed that did not delete: those that do are tried again without a word.</summary>
    public bool HasFailedToWrite { get; private set; }

    /// <summary>True while nothing can be read either, as when a mount is gone.</summary>
    public bool IsGone { get; set; }

    /// <summary>
    /// Lets the step number <paramref name="operation"/> (from 0) fail, as a full disk does, or go half through; with <paramref name="forEver"/>
    /// all after it fail too.
    /// </summary>
    public void FailAt(long operation, bool forEver, FaultKind kind = FaultKind.Fails)
    {
        lock (_gate)
        {
            _failAt = operation;
            _failsForEver = forEver;
            _kind = kind;
        }
    }

    /// <summary>No step fails any more.</summary>
    public void Heal() => FailAt(long.MaxValue, forEver: false);

    /// <summary>
    /// One of the folders that a power cut at this moment may leave: names as of the last sync of the folder plus some of the changes
    /// since, in order; contents that were not synced are missing, cut short, or whole.
    /// </summary>
    public MemoryDirectory AfterPowerCut(Random random)
    {
        lock (_gate)
        {
            var names = _durableNames.Keys.ToDictionary(name => name, name => name, StringComparer.Ordinal);
            foreach (var (name, newName, created) in _changes.Take(random.Next(_changes.Count + 1)))
                Replay(names, name, newName, created);
            var left = new MemoryDirectory();
            foreach (var (name, original) in names)
                Write(left, name, Content(original, random));
            return left;
        }
    }

    public override IReadOnlyList<string> ListAll() => Reachable().ListAll();

    public override long FileLength(string name) => Reachable().FileLength(name);

    public override bool FileExists(string name) => Reachable().FileExists(name);

    public override IndexOutput CreateOutput(string name)
    {
        lock (_gate)
        {
            IndexOutput? output = null;
            Step("create " + name, () =>
            {
                output = _inner.CreateOutput(name);
                _changes.Add((name, null, true));
                _syncedContents.Remove(name);
            });
            _openOutputs.Add(name);
            return new FaultInjectingOutput(name, output!, () => Fault("write " + name), () => Closed(name));
        }
    }

    public override FileView OpenInput(string name) => Reachable().OpenInput(name);

    public override void DeleteFile(string name)
    {
        lock (_gate)
        {
            Step("delete " + name, () =>
            {
                if (!_inner.FileExists(name))
                    return;
                _deletedContents[name] = Read(name);
                _inner.DeleteFile(name);
                _changes.Add((name, null, false));
            });
        }
    }

    public override void Sync(IEnumerable<string> names)
    {
        lock (_gate)
        {
            foreach (var name in names)
            {
                Step("sync " + name, () =>
                {
                    _inner.Sync([name]);
                    _syncedContents.Add(name);
                });
            }
        }
    }

    public override void Rename(string source, string target)
    {
        lock (_gate)
        {
            Step("rename " + source, () =>
            {
                _inner.Rename(source, target);
                _changes.Add((source, target, false));
                if (_syncedContents.Remove(source))
                    _syncedContents.Add(target);
            });
        }
    }

    public override void SyncMetadata()
    {
        lock (_gate)
        {
            Step("sync the folder", () =>
            {
                _durableNames.Clear();
                foreach (var name in _inner.ListAll())
                    _durableNames[name] = [];
                _changes.Clear();
            });
        }
    }

    public override IDisposable ObtainLock(string name) => _inner.ObtainLock(name);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private void Closed(string name)
    {
        lock (_gate)
            _openOutputs.Remove(name);
    }

    private static void Replay(Dictionary<string, string> names, string name, string? newName, bool created)
    {
        if (created)
        {
            names[name] = name;
        }
        else
        {
            names.Remove(name, out var original);
            if (newName is not null)
                names[newName] = original ?? name;
        }
    }

    private static void Write(MemoryDirectory directory, string name, byte[] content)
    {
        using var output = directory.CreateOutput(name);
        output.WriteBytes(content);
    }

    private byte[] Content(string name, Random random)
    {
        var current = Renamed(name);
        var content = _inner.FileExists(current) ? Read(current) : _deletedContents.GetValueOrDefault(current) ?? [];
        if (_syncedContents.Contains(current))
            return content;
        return random.Next(3) switch
        {
            0 => [],
            1 => content[..random.Next(content.Length + 1)],
            _ => content,
        };
    }

    /// <summary>The name that a file has now that had this one when the folder was last synced, or was created as this.</summary>
    private string Renamed(string name)
    {
        foreach (var (source, target, _) in _changes)
        {
            if (target is not null && string.Equals(source, name, StringComparison.Ordinal))
                name = target;
        }
        return name;
    }

    private byte[] Read(string name)
    {
        using var file = _inner.OpenInput(name);
        return file.Slice(0, (int)file.Length).ToArray();
    }

    private MemoryDirectory Reachable() => IsGone ? throw new IOException("Transport endpoint is not connected") : _inner;

    private void Step(string what, Action step)
    {
        var fault = Fault(what);
        if (fault is null or { Tears: true })
            step();
        if (fault is { } found)
            throw found.Failure;
    }

    /// <summary>What is to become of the next step: null when it succeeds, else how it fails, and whether it has its effect, or half of it, all the same.</summary>
    private (IOException Failure, bool Tears)? Fault(string what)
    {
        lock (_gate)
        {
            var operation = Operations++;
            if (operation != _failAt && !(_failsForEver && operation > _failAt))
                return null;
            HasFailed = true;
            HasFailedToWrite |= !what.StartsWith("delete ", StringComparison.Ordinal);
            return (new IOException($"No space left on device: {what} (injected at step {operation})"), _kind == FaultKind.Tears && operation == _failAt);
        }
    }
}
