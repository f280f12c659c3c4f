namespace Search.Lucene.Searching;

/// <summary>A place of a sloppy phrase: its present occurrence, as the position where the phrase would begin if it stood exactly.</summary>
internal sealed class SloppyTerm(PositionSource place, int ordinal)
{
    private int _left;

    public int Start { get; private set; }

    public PositionSource Place { get; } = place;

    /// <summary>The position in the document.</summary>
    public int Position => Start + Place.Offset;

    /// <summary>Places that share a term with others, or null.</summary>
    public SloppyTerm[]? Group { get; set; }

    public int IndexInGroup { get; set; }

    public void MoveToFirst()
    {
        _left = Place.Freq;
        MoveNext();
    }

    public bool MoveNext()
    {
        if (_left == 0)
            return false;
        _left--;
        Start = Place.NextPosition() - Place.Offset;
        return true;
    }

    /// <summary>Order in the queue: by beginning, then by offset, then as in the query.</summary>
    public bool IsBefore(SloppyTerm other) =>
        (Start, Place.Offset, Ordinal: ordinal).CompareTo((other.Start, other.Place.Offset, other.Ordinal)) < 0;

    private int Ordinal => ordinal;
}
