using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Compound;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Points;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Indexing;

/// <summary>
/// The open files of one segment, which never change: shared by all readers that see the segment, whatever its deletions.
/// Counted: begins with one reference, closes with the last. Thread-safe.
/// </summary>
internal sealed class SegmentCore
{
    private readonly List<IDisposable> _open = [];
    private readonly CompoundDirectory? _compound;
    private readonly Lock _gate = new();
    private readonly List<Action> _whenClosed = [];
    private int _references = 1;
    private bool _isClosed;

    /// <summary>Opens the files of <paramref name="info"/>.</summary>
    /// <exception cref="CorruptIndexException">A file is damaged.</exception>
    /// <exception cref="IndexFormatException">A file is of another codec or version.</exception>
    /// <exception cref="FileNotFoundException">A file is gone.</exception>
    public SegmentCore(IndexDirectory directory, SegmentInfo info)
    {
        Info = info;
        try
        {
            _compound = info.IsCompoundFile ? Keep(new CompoundDirectory(directory, info)) : null;
            var files = _compound ?? directory;
            Fields = FieldInfosFormat.Read(files, info);
            var state = new SegmentReadState(files, info, Fields);
            StoredFields = Keep(new StoredFieldsReader(state));
            if (Fields.Any(field => field.IndexOptions != IndexOptions.None))
                Postings = Keep(new PostingsReader(state));
            if (Fields.Any(field => field.HasNorms))
                Norms = Keep(new NormsReader(state));
            if (Fields.Any(field => field.DocValuesType != DocValuesType.None))
                DocValues = Keep(new DocValuesReader(state));
            if (Fields.Any(field => field.PointDimensionCount > 0))
                Points = Keep(new PointsReader(state));
        }
        catch
        {
            Close();
            throw;
        }
    }

    public SegmentInfo Info { get; }

    public FieldInfos Fields { get; }

    public StoredFieldsReader StoredFields { get; }

    /// <summary>Null where no field is indexed.</summary>
    public PostingsReader? Postings { get; }

    /// <summary>Null where no field has norms.</summary>
    public NormsReader? Norms { get; }

    /// <summary>Null where no field has doc values.</summary>
    public DocValuesReader? DocValues { get; }

    /// <summary>Null where no field has points.</summary>
    public PointsReader? Points { get; }

    /// <summary>One more user; false when the core is closed already.</summary>
    public bool TryAddReference()
    {
        var count = Volatile.Read(ref _references);
        while (count > 0)
        {
            var seen = Interlocked.CompareExchange(ref _references, count + 1, count);
            if (seen == count)
                return true;
            count = seen;
        }
        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            Close();
    }

    /// <summary>Lets something be done when the last user is gone; false when that is the case already.</summary>
    public bool TryWhenClosed(Action action)
    {
        lock (_gate)
        {
            if (!_isClosed)
                _whenClosed.Add(action);
            return !_isClosed;
        }
    }

    /// <summary>Reads every file whole and compares its checksum.</summary>
    public void CheckIntegrity()
    {
        _compound?.CheckIntegrity();
        StoredFields.CheckIntegrity();
        Postings?.CheckIntegrity();
        Norms?.CheckIntegrity();
        DocValues?.CheckIntegrity();
        Points?.CheckIntegrity();
    }

    private T Keep<T>(T part)
        where T : IDisposable
    {
        _open.Add(part);
        return part;
    }

    private void Close()
    {
        lock (_gate)
            _isClosed = true;
        foreach (var action in _whenClosed)
            action();
        for (var i = _open.Count - 1; i >= 0; i--)
            _open[i].Dispose();
        _open.Clear();
    }
}
