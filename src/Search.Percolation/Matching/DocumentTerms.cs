using Search.Analysis;
using Search.Lucene.Documents;
using Search.Percolation.Patterns;
using Search.Percolation.Terms;

namespace Search.Percolation.Matching;

/// <summary>
/// What a document has of what queries name, read once for all segments: the distinct terms, where they stand, and the numbers. What an
/// index would make of the document, without fields that no query names. Reusable, not thread-safe.
/// </summary>
/// <remarks>Distinct terms are numbered by slot, from 0, in the order in which they are met. Occurrences stand field by field, by position.</remarks>
internal sealed class DocumentTerms
{
    private readonly Analyzer _analyzer;
    private readonly FieldNumbers _fields;
    private readonly TermView _view;
    private readonly PatternFilter?[] _patterns;
    private readonly StreamSharing _sharing = new();
    private readonly TokenBatch _block = new();
    private readonly Dictionary<string, TokenStream> _streams = new(StringComparer.Ordinal);
    private readonly List<(int Field, bool IsPoint, long Value)> _numbers = [];
    private readonly StrangeTerms _strangers = new();

    // By term: the document in which it was met last, and its slot there.
    private readonly (int Document, int Slot)[] _met;
    private readonly int[] _ids = new int[TokenBatch.Capacity];
    private readonly IntBuffer _terms = new(256);
    private readonly IntBuffer _counts = new(256);
    private readonly IntBuffer _slots = new(1024);
    private readonly IntBuffer _places = new(1024);
    private readonly IntBuffer _fieldEnds = new();
    private int[] _positions = [];
    private int[] _positionStarts = [];
    private bool _hasPositions;
    private int _document;

    /// <param name="analyzer">Cuts texts.</param>
    /// <param name="fields">Numbers of fields.</param>
    /// <param name="view">The terms that queries name.</param>
    /// <param name="patterns">By field: which of its terms are wanted, for patterns; null for none. Fields beyond it have none.</param>
    public DocumentTerms(Analyzer analyzer, FieldNumbers fields, TermView view, PatternFilter?[] patterns)
    {
        (_analyzer, _fields, _view, _patterns) = (analyzer, fields, view, patterns);
        _met = new (int Document, int Slot)[view.Count];
    }

    /// <summary>The numbers of the distinct terms by slot.</summary>
    public ReadOnlySpan<int> Terms => _terms.Span;

    /// <summary>The slot of each occurrence.</summary>
    public ReadOnlySpan<int> Occurrences => _slots.Span;

    /// <summary>The position of each occurrence in its field.</summary>
    public ReadOnlySpan<int> Positions => _places.Span;

    /// <summary>Where the occurrences of each field end.</summary>
    public ReadOnlySpan<int> FieldEnds => _fieldEnds.Span;

    /// <summary>Values of numeric fields, of points and of columns.</summary>
    public IReadOnlyList<(int Field, bool IsPoint, long Value)> Numbers => _numbers;

    /// <summary>Distinct terms that no query names, which patterns of their field may fit.</summary>
    public StrangeTerms Strangers => _strangers;

    public int FieldOf(int slot) => _view.FieldOf(_terms[slot]);

    public ReadOnlySpan<byte> TermOf(int slot) => _view.Term(_terms[slot]);

    /// <summary>Reads a document in place of the one before.</summary>
    public void Read(Document document)
    {
        Clear();
        var fields = document.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            var number = _fields.Find(fields[i].Name);
            if (number < 0)
                continue;
            ReadNumber(fields[i], number);
            if (fields[i].IndexOptions != IndexOptions.None && IsFirst(fields, i))
                ReadValues(fields, i, number);
        }
    }

    /// <summary>Where a term stands, ascending.</summary>
    public ReadOnlyMemory<int> PositionsOf(int slot)
    {
        if (!_hasPositions)
            SortPositions();
        return _positions.AsMemory(_positionStarts[slot], _positionStarts[slot + 1] - _positionStarts[slot]);
    }

    private void Clear()
    {
        if (++_document == int.MaxValue)
        {
            Array.Clear(_met);
            _document = 1;
        }
        _sharing.Forget();
        _terms.Clear();
        _counts.Clear();
        _slots.Clear();
        _places.Clear();
        _fieldEnds.Clear();
        _numbers.Clear();
        _strangers.Clear();
        _hasPositions = false;
    }

    private void ReadNumber(Field field, int number)
    {
        if (field.IsPoint)
            _numbers.Add((number, true, field.Number));
        if (field.DocValuesType == DocValuesType.Numeric)
            _numbers.Add((number, false, field.Number));
    }

    /// <summary>The first of a field's values reads all of them, so that the field's occurrences stand together.</summary>
    private static bool IsFirst(IReadOnlyList<Field> fields, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (fields[i].IndexOptions != IndexOptions.None && fields[i].Name == fields[index].Name)
                return false;
        }
        return true;
    }

    private void ReadValues(IReadOnlyList<Field> fields, int first, int number)
    {
        var reading = new FieldReading(number, number < _patterns.Length ? _patterns[number] : null, fields[first].IndexOptions == IndexOptions.DocsAndFreqsAndPositions);
        var position = -1;
        for (var i = first; i < fields.Count; i++)
        {
            if (fields[i].IndexOptions == IndexOptions.None || fields[i].Name != fields[first].Name)
                continue;
            if (fields[i].Tokenized)
                position = ReadText(fields[i], reading, position) + _analyzer.PositionIncrementGap(fields[i].Name);
            else
                ReadTerm(fields[i].Utf8.Span, reading, ++position);
        }
        _fieldEnds.Add(_slots.Count);
    }

    private int ReadText(Field field, FieldReading reading, int position)
    {
        if (field.Tokens is { } tokens)
        {
            var place = default(CutPlace);
            while (tokens.Next(ref place, _block))
                position = ReadBlock(_block, reading, position);
            return position;
        }
        if (!_streams.TryGetValue(field.Analysis, out var stream))
            _streams.Add(field.Analysis, stream = _analyzer.CreateStream(field.Analysis, _sharing));
        stream.Reset(field.Utf8);
        while (stream.Next(out var batch))
            position = ReadBlock(batch, reading, position);
        return position;
    }

    private int ReadBlock(TokenBatch batch, FieldReading reading, int position)
    {
        _view.Find(reading.Field, batch, _ids);
        for (var i = 0; i < batch.Count; i++)
        {
            position += batch.PositionIncrement[i];
            if (_ids[i] >= 0)
                Meet(_ids[i], reading, position);
            else if (reading.Patterns is { } patterns && patterns.MayFit(TermHash.PrefixAt(batch.Terms, batch.TermStart[i], batch.TermLength[i])))
                _strangers.Add(reading.Field, batch.Term(i));
        }
        return position;
    }

    private void ReadTerm(ReadOnlySpan<byte> term, FieldReading reading, int position)
    {
        var id = _view.Find(reading.Field, term);
        if (id >= 0)
            Meet(id, reading, position);
        else if (reading.Patterns is { } patterns && patterns.MayFit(TermHash.Prefix(term)))
            _strangers.Add(reading.Field, term);
    }

    private void Meet(int id, FieldReading reading, int position)
    {
        var slot = SlotOf(id);
        if (!reading.HasPositions)
            return;
        _slots.Add(slot);
        _places.Add(position);
        _counts[slot]++;
    }

    private int SlotOf(int id)
    {
        ref var met = ref _met[id];
        if (met.Document == _document)
            return met.Slot;
        met = (_document, _terms.Count);
        _terms.Add(id);
        _counts.Add(0);
        return _terms.Count - 1;
    }

    /// <summary>Sorts occurrences by term; they come by position.</summary>
    private void SortPositions()
    {
        _hasPositions = true;
        if (_positionStarts.Length <= _terms.Count + 1)
            _positionStarts = new int[_terms.Count * 2 + 2];
        if (_positions.Length < _slots.Count)
            _positions = new int[_slots.Count * 2];
        var sum = 0;
        for (var slot = 0; slot < _terms.Count; slot++)
        {
            sum += _counts[slot];
            _positionStarts[slot + 1] = sum - _counts[slot];
        }
        _positionStarts[0] = 0;
        for (var i = 0; i < _slots.Count; i++)
            _positions[_positionStarts[_slots[i] + 1]++] = _places[i];
    }

    /// <summary>How a field is read.</summary>
    private readonly record struct FieldReading(int Field, PatternFilter? Patterns, bool HasPositions);
}
