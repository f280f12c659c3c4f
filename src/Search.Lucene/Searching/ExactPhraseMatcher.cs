using Search.Lucene.Indexing;

namespace Search.Lucene.Searching;

/// <summary>Counts the places where all terms stand at their offsets.</summary>
internal sealed class ExactPhraseMatcher : PhraseMatcher
{
    private readonly PositionSource[] _places;
    private readonly int[] _positions;

    /// <param name="places">In any order; the first by offset leads, so each of its occurrences counts once.</param>
    public ExactPhraseMatcher(IEnumerable<PositionSource> places)
    {
        _places = [.. places.OrderBy(place => place.Offset).ThenBy(place => place.Terms.Length).ThenBy(place => place.Terms[0])];
        _positions = new int[_places.Length];
    }

    public override float MaxFreq()
    {
        var freq = int.MaxValue;
        foreach (var place in _places)
            freq = Math.Min(freq, place.Freq);
        return freq;
    }

    public override float Freq()
    {
        var count = 0;
        var lead = _places[0];
        _positions.AsSpan().Fill(-1);
        for (var position = lead.NextPosition(); position != PositionSource.End;)
        {
            var resume = Align(position - lead.Offset);
            if (resume == PositionSource.End)
                break;
            count += resume < 0 ? 1 : 0;
            position = lead.NextPosition();
            while (position < resume)
                position = lead.NextPosition();
        }
        return count;
    }

    /// <summary>
    /// -1 when all other places are as they should be for a phrase that begins at <paramref name="start"/>; else the leader's first
    /// position that is worth trying, <see cref="PositionSource.End"/> when none is.
    /// </summary>
    private int Align(int start)
    {
        for (var i = 1; i < _places.Length; i++)
        {
            var place = _places[i];
            if (place.Offset > InvertedField.MaxPosition - start)
                return PositionSource.End;
            var position = _positions[i];
            while (position < start + place.Offset)
                position = place.NextPosition();
            _positions[i] = position;
            if (position == PositionSource.End)
                return PositionSource.End;
            if (position > start + place.Offset)
                return position - place.Offset + _places[0].Offset;
        }
        return -1;
    }
}
