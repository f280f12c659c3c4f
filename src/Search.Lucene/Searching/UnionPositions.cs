using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>A place of a phrase where any of several terms may stand: their documents, and all their positions together.</summary>
internal sealed class UnionPositions(PostingsCursor[] cursors, long documents, TermBytes[] terms, int offset) : PositionSource(terms, offset)
{
    private int[] _positions = [];
    private int _count;
    private int _next;
    private int _readDoc = -1;
    private int _doc = -1;

    public override long Cost => documents;

    public override int Doc => _doc;

    public override int Freq
    {
        get
        {
            ReadPositions();
            return _count;
        }
    }

    public override int NextDoc() => Advance(_doc + 1);

    public override int Advance(int target)
    {
        var first = End;
        foreach (var cursor in cursors)
            first = Math.Min(first, cursor.Doc < target ? cursor.Advance(target) : cursor.Doc);
        return _doc = first;
    }

    public override ReadOnlySpan<int> BlockDocs => new(in _doc);

    public override int BlockIndex => 0;

    public override void MoveInBlock(int index)
    {
        // The present document is the only one there is.
    }

    public override ShiftedList Starts()
    {
        ReadPositions();
        return new ShiftedList(_positions, _count, Offset);
    }

    public override int NextPosition()
    {
        ReadPositions();
        return _next < _count ? _positions[_next++] : End;
    }

    private void ReadPositions()
    {
        if (_readDoc == _doc)
            return;
        _readDoc = _doc;
        _count = 0;
        _next = 0;
        foreach (var cursor in cursors)
        {
            if (cursor.Doc == _doc)
                Read(cursor);
        }
        _positions.AsSpan(0, _count).Sort();
    }

    private void Read(PostingsCursor cursor)
    {
        var freq = cursor.Freq;
        if (_positions.Length < _count + freq)
            Array.Resize(ref _positions, Math.Max(_count + freq, _positions.Length * 2));
        for (var i = 0; i < freq; i++)
            _positions[_count++] = cursor.NextPosition();
    }
}
