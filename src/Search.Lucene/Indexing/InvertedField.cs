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
/// Each term has one stream of postings; its first document stands in the table. With positions, the stream has an entry for each occurrence,
/// <c>delta &lt;&lt; 1 | (first occurrence of a further document)</c> with the delta within the document, and then, where that bit is set, the delta
/// from the document before. With freqs only, it has an entry for each document but the first, written when that document is first seen:
/// <c>delta &lt;&lt; 1 | (previous freq == 1)</c>, then the previous freq unless 1; the last freq stands in the term's record. With documents only, that
/// entry is the delta.
/// </remarks>
internal sealed class InvertedField : IDisposable
{
    /// <summary>The largest position, as in Lucene.</summary>
    public const int MaxPosition = int.MaxValue - 128;

    private const int PrefetchDistance = 4;

    private readonly SlicePool _slices;

    // Of the block of tokens that is being added: the slots of their terms, and their positions.
    private readonly int[] _slotsOfBlock = new int[TokenBatch.Capacity];
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
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Add(TokenBatch batch)
    {
        var count = AdvancePositions(batch);
        var slots = _slotsOfBlock.AsSpan(0, count);
        Terms.FindOrAdd(batch.Terms, batch.TermStart.AsSpan(0, count), batch.TermLength.AsSpan(0, count), slots);
        Count(slots);
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
        var slot = Terms.FindOrAddSlot(source, start, length);
        ref var record = ref Terms.Slots[slot];
        if (Options == IndexOptions.DocsAndFreqsAndPositions)
            AddPosition(ref record, _position);
        else if (Options == IndexOptions.DocsAndFreqs)
            AddOccurrence(ref record);
        else
            AddDoc(ref record);
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

    /// <summary>Reads the postings of the term in a slot, into buffers that are reused.</summary>
    public PostingsScratch Read(int slot, PostingsScratch scratch)
    {
        scratch.Load(Terms, _slices, slot, Options);
        return scratch;
    }

    /// <summary>Says that the terms in these slots are read soon, the first one next: what each needs is fetched in three steps, one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchTerms(ReadOnlySpan<int> slots)
    {
        if (slots.Length <= 3 * PrefetchDistance)
            return;
        Prefetch.Read(ref Terms.Slots[slots[3 * PrefetchDistance]]);
        Prefetch.Read(ref Terms.Origins[Terms.Slots[slots[2 * PrefetchDistance]].Id]);
        _slices.PrefetchTail(Terms.Origins[Terms.Slots[slots[PrefetchDistance]].Id].Head);
    }

    /// <summary>Forgets all documents and keeps the memory.</summary>
    public void Reset()
    {
        Terms.Reset();
        Norms?.Reset();
        _doc = -1;
    }

    /// <summary>Frees the memory of the terms: the field can't be used any more.</summary>
    public void Dispose() => Terms.Dispose();

    /// <summary>Finds the positions of the block's tokens up to the first that can't be added; returns how many.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
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

    private void Count(ReadOnlySpan<int> slots)
    {
        if (Options == IndexOptions.DocsAndFreqsAndPositions)
            AddPositions(slots);
        else if (Options == IndexOptions.DocsAndFreqs)
            AddOccurrences(slots);
        else
            AddDocs(slots);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void AddPositions(ReadOnlySpan<int> slots)
    {
        var records = Terms.Slots;
        foreach (var slot in slots)
            _slices.PrefetchTail(records[slot].Tail);
        for (var i = 0; i < slots.Length; i++)
            AddPosition(ref records[slots[i]], _positions[i]);
    }

    private void AddOccurrences(ReadOnlySpan<int> slots)
    {
        foreach (var slot in slots)
            AddOccurrence(ref Terms.Slots[slot]);
    }

    private void AddDocs(ReadOnlySpan<int> slots)
    {
        foreach (var slot in slots)
            AddDoc(ref Terms.Slots[slot]);
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
    private void AddPosition(ref TermRecord record, int position)
    {
        if (record.LastDoc == _doc)
            _slices.WriteVInt(ref record.Tail, (uint)(position - record.Last) << 1);
        else if (record.LastDoc >= 0)
            StartDocument(ref record, position);
        else
            StartTerm(ref record, position);
        record.Last = position;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void StartTerm(ref TermRecord record, int position)
    {
        StartStream(ref record);
        StartFirstDocument(ref record);
        _slices.WriteVInt(ref record.Tail, (uint)position << 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void StartDocument(ref TermRecord record, int position)
    {
        _slices.WriteVInt(ref record.Tail, ((uint)position << 1) | 1);
        _slices.WriteVInt(ref record.Tail, (uint)(_doc - record.LastDoc));
        record.LastDoc = _doc;
        _uniqueTerms++;
    }

    private void AddOccurrence(ref TermRecord record)
    {
        if (record.LastDoc == _doc)
        {
            record.Last++;
            return;
        }
        if (record.LastDoc < 0)
            StartFirstDocument(ref record);
        else
            EndFreq(ref record);
        record.Last = 1;
    }

    private void EndFreq(ref TermRecord record)
    {
        if (record.Tail == 0)
            StartStream(ref record);
        var once = record.Last == 1;
        _slices.WriteVInt(ref record.Tail, ((uint)(_doc - record.LastDoc) << 1) | (once ? 1u : 0));
        if (!once)
            _slices.WriteVInt(ref record.Tail, (uint)record.Last);
        record.LastDoc = _doc;
        _uniqueTerms++;
    }

    private void AddDoc(ref TermRecord record)
    {
        if (record.LastDoc == _doc)
            return;
        if (record.LastDoc < 0)
        {
            StartFirstDocument(ref record);
            return;
        }
        if (record.Tail == 0)
            StartStream(ref record);
        _slices.WriteVInt(ref record.Tail, (uint)(_doc - record.LastDoc));
        record.LastDoc = _doc;
        _uniqueTerms++;
    }

    private void StartFirstDocument(ref TermRecord record)
    {
        Terms.Origins[record.Id].FirstDoc = _doc;
        record.LastDoc = _doc;
        _uniqueTerms++;
    }

    private void StartStream(ref TermRecord record) => record.Tail = Terms.Origins[record.Id].Head = _slices.Start();

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
