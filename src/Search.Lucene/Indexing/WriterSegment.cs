using Search.Lucene.Codecs;
using Search.Lucene.Codecs.LiveDocs;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Indexing;

/// <summary>
/// One segment of a writer, with deletions that no file holds yet. Its files are opened when first needed. Guarded by the writer's lock.
/// </summary>
internal sealed class WriterSegment
{
    private readonly IndexDirectory _directory;
    private SegmentCore? _core;
    private FixedBitSet? _live;
    private bool _liveIsLoaded;

    // Of its files, once asked for: going back to a commit must not need the folder.
    private long? _bytes;

    // Readers or merges hold the present bits, so the next deletion works on a copy.
    private bool _liveIsShared;

    /// <summary>A segment of a commit.</summary>
    public WriterSegment(IndexDirectory directory, SegmentCommitInfo commit)
    {
        _directory = directory;
        Commit = commit;
        DeletedDocs = commit.DelCount;
    }

    /// <summary>A segment that was just written.</summary>
    public WriterSegment(IndexDirectory directory, SegmentInfo info, FixedBitSet? live, int deletedDocs)
        : this(directory, new SegmentCommitInfo(info))
    {
        _live = live;
        _liveIsLoaded = true;
        DeletedDocs = deletedDocs;
        HasUnsavedDeletes = deletedDocs > 0;
    }

    /// <summary>The segment as its files have it.</summary>
    public SegmentCommitInfo Commit { get; private set; }

    /// <summary>Place in the writer's sequence of operations up to which deletions are applied; all documents were added before.</summary>
    public long AppliedUpTo { get; set; }

    public string Name => Commit.Info.Name;

    public int MaxDoc => Commit.Info.MaxDoc;

    /// <summary>Deletions, unsaved ones included.</summary>
    public int DeletedDocs { get; private set; }

    public bool IsAllDeleted => DeletedDocs == MaxDoc;

    public bool HasUnsavedDeletes { get; private set; }

    /// <summary>What a merge policy wants to know.</summary>
    public SegmentSize Size => new(Name, _bytes ??= Commit.Info.Files.Sum(_directory.FileLength), MaxDoc, DeletedDocs);

    /// <summary>The open files.</summary>
    public SegmentCore Core => _core ??= new SegmentCore(_directory, Commit.Info);

    /// <summary>The live documents as they are now, not to be changed; null when all are.</summary>
    public FixedBitSet? ShareLiveDocs()
    {
        LoadLiveDocs();
        _liveIsShared = true;
        return _live;
    }

    /// <summary>Deletes a document; false when it was deleted before.</summary>
    public bool Delete(int doc)
    {
        LoadLiveDocs();
        if (_live is not null && !_live.Get(doc))
            return false;
        OwnLiveDocs().Clear(doc);
        DeletedDocs++;
        HasUnsavedDeletes = true;
        return true;
    }

    /// <summary>Writes the live docs through <paramref name="directory"/> as a new generation and returns the name of the one that it replaces, or null.</summary>
    public string? SaveDeletes(IndexDirectory directory)
    {
        var old = Commit.HasDeletions ? LiveDocsFormat.FileName(Commit) : null;
        var next = Commit.WithDeletes(DeletedDocs);
        // A name may be taken by a commit that failed at its last step.
        while (directory.FileExists(LiveDocsFormat.FileName(next)))
            next = next with { DelGen = next.DelGen + 1 };
        LiveDocsFormat.Write(directory, next, _live!);
        Commit = next;
        HasUnsavedDeletes = false;
        return old;
    }

    /// <summary>A reader of the segment as it is now, which holds a reference to its core.</summary>
    public SegmentReader OpenReader(int docBase)
    {
        var live = ShareLiveDocs();
        ObjectDisposedException.ThrowIf(!Core.TryAddReference(), this);
        return new SegmentReader(Core, Commit, live, MaxDoc - DeletedDocs, docBase);
    }

    /// <summary>Closes the files, unless readers still have them.</summary>
    public void Close()
    {
        _core?.Release();
        _core = null;
    }

    private FixedBitSet OwnLiveDocs()
    {
        if (_live is null)
        {
            _live = new FixedBitSet(MaxDoc);
            _live.SetAll();
        }
        else if (_liveIsShared)
        {
            _live = _live.Clone();
        }
        _liveIsShared = false;
        return _live;
    }

    private void LoadLiveDocs()
    {
        if (_liveIsLoaded)
            return;
        _live = LiveDocsFormat.Read(_directory, Commit);
        _liveIsLoaded = true;
    }
}
