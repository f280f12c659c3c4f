using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Search.Analysis;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Indexing;

/// <summary>
/// A segment in the making: documents go in one by one, postings and columns stay in memory, stored fields go straight to their
/// file. One thread uses it at a time; a writer has one for each thread. Flushed by <see cref="SegmentFlusher"/>, then used again.
/// </summary>
internal sealed partial class SegmentBuffer : IDisposable
{
    /// <summary>Flush when a pool comes near the 2 GB that offsets of 31 bits reach.</summary>
    private const int PoolLimit = 1 << 30;

    private readonly Analyzer _analyzer;
    private readonly StreamSharing _sharing = new();
    private readonly TokenBatch _block = new();
    private readonly FieldNumbers _numbers;
    private readonly IndexDirectory _directory;
    private readonly Func<string> _nameSegment;
    private readonly TermArena _arena = new();
    private readonly SlicePool _slices = new();
    private readonly Dictionary<string, BufferedField> _fields = new(StringComparer.Ordinal);
    private readonly List<BufferedField> _documentFields = [];
    private readonly List<BufferedField> _startedFields = [];
    private readonly List<int> _failedDocs = [];

    // Of each document, its place in the writer's sequence of operations; ascending.
    private readonly List<long> _places = [];
    private StoredFieldsWriter? _stored;
    private bool _disposed;

    /// <param name="analyzer">Cuts tokenized fields.</param>
    /// <param name="numbers">Fields of the whole index.</param>
    /// <param name="directory">Where files go.</param>
    /// <param name="nameSegment">Gives each segment its name.</param>
    public SegmentBuffer(Analyzer analyzer, FieldNumbers numbers, IndexDirectory directory, Func<string> nameSegment)
    {
        _nameSegment = nameSegment;
        _analyzer = analyzer;
        _numbers = numbers;
        _directory = directory;
    }

    /// <summary>The segment's name and id; null between a flush and the next document.</summary>
    public SegmentInfo? Segment { get; private set; }

    /// <summary>Where the segment's files are created; null between a flush and the next document.</summary>
    public TrackingDirectory? Files { get; private set; }

    /// <summary>Documents so far, failed ones included: the next document's number.</summary>
    public int DocCount { get; private set; }

    /// <summary>Place of the first document; 0 when there is none.</summary>
    public long FirstPlace => _places.Count == 0 ? 0 : _places[0];

    /// <summary>The managed thread that had it last; 0 for none.</summary>
    public int LastThread { get; set; }

    /// <summary>Memory in use when it was last measured.</summary>
    public long MeasuredBytes { get; private set; }

    /// <summary>True when offsets run out whatever the memory limit.</summary>
    public bool IsFull => _arena.Used > PoolLimit || _slices.Used > PoolLimit;

    /// <summary>The fields that the documents of this segment have.</summary>
    public IEnumerable<BufferedField> Fields => _fields.Values.Where(buffered => buffered.InUse);

    /// <summary>Numbers of documents that failed half-way and must not be seen.</summary>
    public IReadOnlyList<int> FailedDocs => _failedDocs;

    /// <summary>Adds a document.</summary>
    /// <exception cref="ArgumentException">The document can't be indexed: it was not added, and the buffer stays usable.</exception>
    /// <exception cref="IOException">A stored fields file failed: the buffer must be abandoned.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Add(Document document)
    {
        Prepare(document);
        if (Segment is null)
            Begin();
        var doc = DocCount++;
        var done = false;
        try
        {
            Store(document);
            Index(document, doc);
            done = true;
        }
        finally
        {
            _sharing.Forget();
            FinishFields();
            if (!done)
                _failedDocs.Add(doc);
        }
    }

    /// <summary>Gives the documents that have none yet their place in the writer's sequence of operations, larger than all before.</summary>
    public void Place(long place)
    {
        while (_places.Count < DocCount)
            _places.Add(place);
    }

    /// <summary>How many documents have a smaller place.</summary>
    public int CountBefore(long place)
    {
        var found = _places.BinarySearch(place);
        return found < 0 ? ~found : found;
    }

    public void Measure()
    {
        long bytes = _arena.Used + (long)_slices.Used;
        foreach (var buffered in _fields.Values)
            bytes += buffered.UsedBytes;
        MeasuredBytes = bytes;
    }

    /// <summary>Finds a field's buffered terms, or null.</summary>
    public InvertedField? FindInverted(string field) =>
        _fields.TryGetValue(field, out var buffered) && buffered.InUse ? buffered.Inverted : null;

    /// <summary>Ends the stored fields file.</summary>
    public void FinishStored()
    {
        _stored!.Finish(DocCount);
        _stored.Dispose();
        _stored = null;
    }

    /// <summary>Forgets everything and keeps the memory. Files of an unfinished segment are closed, for the caller to delete.</summary>
    public void Reset()
    {
        MeasuredBytes = 0;
        _failedDocs.Clear();
        _places.Clear();
        _arena.Reset();
        _slices.Reset();
        foreach (var field in _fields.Values)
            field.Reset();
        CloseFiles();
    }

    /// <summary>Forgets everything and frees the memory: the buffer can't be used any more.</summary>
    public void Dispose()
    {
        _disposed = true;
        _slices.Dispose();
        foreach (var field in _fields.Values)
            field.Dispose();
        CloseFiles();
    }

    /// <summary>Disposal when files may fail: those of the unfinished segment are closed, for the caller to delete. Never fails.</summary>
    public void Abandon()
    {
        try
        {
            Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Closing a half-written file of a full disk fails again; it is deleted next.
        }
    }

    private void CloseFiles()
    {
        Segment = null;
        Files = null;
        DocCount = 0;
        var stored = _stored;
        _stored = null;
        stored?.Dispose();
    }

    /// <summary>Starts a segment; the files of stored fields are created now.</summary>
    private void Begin()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Segment = SegmentInfo.Create(_nameSegment(), maxDoc: 0);
        Files = new TrackingDirectory(_directory);
        _stored = new StoredFieldsWriter(new SegmentWriteState(Files, Segment, new FieldInfos([])));
    }

    /// <summary>Finds the buffered field of each of the document's fields, and refuses what can be refused before anything is written.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Prepare(Document document)
    {
        _documentFields.Clear();
        var fields = document.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            CheckLengths(field);
            CheckSingleValue(fields, i);
            _documentFields.Add(Resolve(field));
        }
    }

    private BufferedField Resolve(Field field)
    {
        if (!_fields.TryGetValue(field.Name, out var buffered))
        {
            buffered = new BufferedField(_numbers.Require(field));
            _fields.Add(field.Name, buffered);
        }
        else if (!Covers(buffered.Info, field))
        {
            buffered.Info = _numbers.Require(field);
        }
        return buffered;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Store(Document document)
    {
        _stored!.StartDocument();
        var fields = document.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            if (!field.Stored)
                continue;
            if (field.IsNumber)
                _stored.WriteField(_documentFields[i].Info, field.Number);
            else
                _stored.WriteField(_documentFields[i].Info, field.Utf8.Span);
        }
        _stored.FinishDocument();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Index(Document document, int doc)
    {
        var fields = document.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            var buffered = _documentFields[i];
            buffered.InUse = true;
            if (field.IndexOptions != IndexOptions.None)
                Invert(field, buffered, doc);
            if (field.DocValuesType != DocValuesType.None)
                AddDocValue(field, buffered, doc);
            if (field.IsPoint)
                buffered.RequirePoints().Add(doc, field.Number);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Invert(Field field, BufferedField buffered, int doc)
    {
        var inverted = buffered.RequireInverted(_arena, _slices);
        inverted.Start(doc);
        if (buffered.StartedDoc != doc)
        {
            buffered.StartedDoc = doc;
            _startedFields.Add(buffered);
        }
        if (!field.Tokenized)
        {
            AddWhole(field, inverted);
            return;
        }
        var stream = buffered.RequireStream(_analyzer, _sharing, field.Analysis, out var gap);
        if (field.Tokens is { } tokens)
            AddTokens(tokens, inverted);
        else
            AddText(field.Utf8, stream, inverted);
        inverted.EndValue(gap);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddText(ReadOnlyMemory<byte> utf8, TokenStream stream, InvertedField inverted)
    {
        stream.Reset(utf8);
        while (stream.Next(out var batch))
            inverted.Add(batch);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void AddTokens(CutText tokens, InvertedField inverted)
    {
        var place = default(CutPlace);
        while (tokens.Next(ref place, _block))
            inverted.Add(_block);
    }

    private static void AddWhole(Field field, InvertedField inverted)
    {
        var bytes = Bytes(field.Utf8);
        inverted.AddTerm(bytes.Array!, bytes.Offset, bytes.Count);
    }

    private void AddDocValue(Field field, BufferedField buffered, int doc)
    {
        if (field.DocValuesType == DocValuesType.Numeric)
        {
            buffered.RequireNumbers().Add(doc, field.Number);
            return;
        }
        var bytes = Bytes(field.Utf8);
        buffered.RequireStrings(_arena).Add(doc, bytes.Array!, bytes.Offset, bytes.Count);
    }

    private void FinishFields()
    {
        foreach (var field in _startedFields)
            field.Inverted!.FinishDocument();
        _startedFields.Clear();
    }

    private static ArraySegment<byte> Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is not null ? segment : new ArraySegment<byte>(memory.ToArray());
}
