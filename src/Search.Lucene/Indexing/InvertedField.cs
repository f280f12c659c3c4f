using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Search.Analysis;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;

namespace Search.Lucene.Indexing;

/// <summary>
/// The terms and postings of one field of a segment buffer, and the state of the document that is being inverted. Not thread-safe.
/// </summary>
/// <remarks>
/// The stream of documents of a term has one entry for each document but the first, written when that document is first seen:
/// <c>delta &lt;&lt; 1 | (previous freq == 1)</c>, then the previous freq unless 1 (only <c>delta</c> where the field has no freqs).
/// The first document stands in the table, the last freq in the term's record. The stream of positions holds deltas within each document.
/// </remarks>
internal sealed class InvertedField
{
    /// <summary>The largest position, as in Lucene.</summary>
    public const int MaxPosition = int.MaxValue - 128;

    private readonly SlicePool _slices;

    // Of the block of tokens that is being added: their terms and positions.
    private readonly int[] _ids = new int[TokenBatch.Capacity];
    private readonly int[] _positions = new int[TokenBatch.Capacity];
    private int _doc = -1;
    private int _length;
    private int _overlap;
    private int _uniqueTerms;
    private int _position;
    private int _lastPosition;

    public InvertedField(string name, IndexOptions options, bool omitNorms, TermArena arena, SlicePool slices)
    {
        Name = name;
        Options = options;
        Norms = omitNorms ? null : new NormColumn();
        Terms = new TermTable(arena);
        _slices = slices;
    }

    public string Name { get; }

    public IndexOptions Options { get; }

    /// <summary>Lengths as bytes by document; null where the field omits norms.</summary>
    public NormColumn? Norms { get; }

    public TermTable Terms { get; }

    /// <summary>Memory in use, shared arena and slices not included.</summary>
    public long UsedBytes => Terms.UsedBytes + (Norms?.UsedBytes ?? 0);

    /// <summary>Begins the field's first value in <paramref name="doc"/>, or goes on with a further value of the same document.</summary>
    public void Start(int doc)
    {
        if (_doc == doc)
            return;
        _doc = doc;
        _length = 0;
        _overlap = 0;
        _uniqueTerms = 0;
        _position = -1;
        _lastPosition = 0;
    }

    /// <summary>Appends a block of tokens.</summary>
    /// <exception cref="ArgumentException">A term that is too long, or a position out of order; tokens before it have been added.</exception>
    public void Add(TokenBatch batch)
    {
        var count = AdvancePositions(batch);
        var ids = _ids.AsSpan(0, count);
        Terms.FindOrAdd(batch.Terms, batch.TermStart.AsSpan(0, count), batch.TermLength.AsSpan(0, count), ids);
        Count(ids);
        _length += count;
        if (count == batch.Count)
            return;
        CheckLength(batch.Terms, batch.TermStart[count], batch.TermLength[count]);
        AdvancePosition(batch.PositionIncrement[count]);
    }

    /// <summary>Appends a whole value as one term.</summary>
    public void AddTerm(byte[] source, int start, int length)
    {
        CheckLength(source, start, length);
        AdvancePosition(1);
        _length++;
        var id = Terms.FindOrAdd(source, start, length);
        ref var record = ref Terms.Records[id];
        if (Options == IndexOptions.Docs)
            CountDocOnly(ref record, id);
        else
            CountOccurrence(ref record, id);
        if (Options == IndexOptions.DocsAndFreqsAndPositions)
            WritePosition(ref record, id, _position);
    }

    /// <summary>Ends a value: a further one begins this many positions later.</summary>
    public void EndValue(int gap) => _position += gap;

    /// <summary>Ends the field in this document: its norm is recorded (0 where the values held no token).</summary>
    public void FinishDocument()
    {
        if (Norms is null)
            return;
        // BM25Similarity.computeNorm of Lucene 8: distinct terms where only documents are indexed, else the length without overlaps.
        var terms = Options == IndexOptions.Docs ? _uniqueTerms : _length - _overlap;
        Norms.Add(_doc, _length == 0 ? (byte)0 : SmallFloat.IntToByte4(terms));
    }

    /// <summary>Reads the postings of one term, into buffers that are reused.</summary>
    public PostingsScratch Read(int id, PostingsScratch scratch)
    {
        scratch.Load(Terms, _slices, id, Options);
        return scratch;
    }

    /// <summary>Forgets all documents and keeps the memory.</summary>
    public void Reset()
    {
        Terms.Reset();
        Norms?.Reset();
        _doc = -1;
    }

    /// <summary>Finds the positions of the block's tokens up to the first that can't be added; returns how many.</summary>
    private int AdvancePositions(TokenBatch batch)
    {
        var (increments, lengths, positions) = (batch.PositionIncrement, batch.TermLength, _positions);
        var i = 0;
        for (; i < batch.Count && lengths[i] <= TermTable.MaxTermBytes && IsNext(increments[i]); i++)
        {
            AdvancePosition(increments[i]);
            positions[i] = _position;
        }
        return i;
    }

    private void Count(ReadOnlySpan<int> ids)
    {
        if (Options == IndexOptions.DocsAndFreqsAndPositions)
            CountWithPositions(ids);
        else if (Options == IndexOptions.DocsAndFreqs)
            CountWithFreqs(ids);
        else
            CountDocsOnly(ids);
    }

    private void CountWithPositions(ReadOnlySpan<int> ids)
    {
        var records = Terms.Records;
        foreach (var id in ids)
        {
            _slices.PrefetchTail(records[id].DocTail);
            _slices.PrefetchTail(records[id].PositionTail);
        }
        for (var i = 0; i < ids.Length; i++)
        {
            ref var record = ref records[ids[i]];
            CountOccurrence(ref record, ids[i]);
            WritePosition(ref record, ids[i], _positions[i]);
        }
    }

    private void CountWithFreqs(ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
            CountOccurrence(ref Terms.Records[id], id);
    }

    private void CountDocsOnly(ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
            CountDocOnly(ref Terms.Records[id], id);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsNext(int increment)
    {
        var position = _position + increment;
        return increment >= 0 && position >= _lastPosition && position <= MaxPosition;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AdvancePosition(int increment)
    {
        if (!IsNext(increment))
            ThrowPosition(increment);
        _position += increment;
        _lastPosition = _position;
        if (increment == 0)
            _overlap++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CountOccurrence(ref TermRecord record, int id)
    {
        if (record.LastDoc == _doc)
            record.Freq++;
        else
            StartDocument(ref record, id);
    }

    private void StartDocument(ref TermRecord record, int id)
    {
        _uniqueTerms++;
        if (record.LastDoc < 0)
        {
            Terms.FirstDocs[id] = _doc;
        }
        else
        {
            EnsureDocStream(ref record, id);
            var once = record.Freq == 1;
            _slices.WriteVInt(ref record.DocTail, ((_doc - record.LastDoc) << 1) | (once ? 1 : 0));
            if (!once)
                _slices.WriteVInt(ref record.DocTail, record.Freq);
        }
        record.LastDoc = _doc;
        record.Freq = 1;
        record.LastPosition = 0;
    }

    private void CountDocOnly(ref TermRecord record, int id)
    {
        if (record.LastDoc == _doc)
            return;
        _uniqueTerms++;
        if (record.LastDoc < 0)
        {
            Terms.FirstDocs[id] = _doc;
        }
        else
        {
            EnsureDocStream(ref record, id);
            _slices.WriteVInt(ref record.DocTail, _doc - record.LastDoc);
        }
        record.LastDoc = _doc;
        record.Freq = 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WritePosition(ref TermRecord record, int id, int position)
    {
        if (record.PositionTail == 0)
            record.PositionTail = Terms.PositionHeads[id] = _slices.Start();
        _slices.WriteVInt(ref record.PositionTail, position - record.LastPosition);
        record.LastPosition = position;
    }

    private void EnsureDocStream(ref TermRecord record, int id)
    {
        if (record.DocTail == 0)
            record.DocTail = Terms.DocHeads[id] = _slices.Start();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckLength(byte[] source, int start, int length)
    {
        if (length > TermTable.MaxTermBytes)
            ThrowTooLong(source.AsSpan(start, 30), length);
    }

    private void ThrowTooLong(ReadOnlySpan<byte> beginning, int length) =>
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"a term of field \"{Name}\" is {length} bytes long, more than {TermTable.MaxTermBytes}; it begins with \"{Encoding.UTF8.GetString(beginning)}\""));

    private void ThrowPosition(int increment) =>
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"a position increment of {increment} after position {_position} of field \"{Name}\": the first must be above 0, none below 0, and positions end at {MaxPosition}"));
}
