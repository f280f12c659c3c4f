using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>
/// Counts the places where all terms stand at their offsets. Of more than two places the rarest two are looked at first, and a further one
/// only where those before leave something.
/// </summary>
internal sealed class ExactPhraseMatcher : PhraseMatcher
{
    private readonly PositionSource[] _places;
    private readonly PositionSource _first;
    private int[] _starts = [];

    /// <param name="byCost">The rarest first. The first by offset leads, so each of its occurrences counts once.</param>
    public ExactPhraseMatcher(PositionSource[] byCost)
    {
        _places = byCost;
        _first = byCost[0];
        foreach (var place in byCost)
            _first = IsBefore(place, _first) ? place : _first;
    }

    public override float MaxFreq()
    {
        var freq = int.MaxValue;
        foreach (var place in _places)
            freq = Math.Min(freq, place.Freq);
        return freq;
    }

    public override float Freq() => _places.Length == 2
        ? CommonValues.Count(_first.Starts(), (_first == _places[0] ? _places[1] : _places[0]).Starts())
        : FreqOfMany();

    public override void MaxFreqs(CommonStretch stretch, Span<float> freqs)
    {
        freqs.Fill(int.MaxValue);
        for (var i = 0; i < _places.Length; i++)
            _places[i].LimitFreqs(stretch.Indexes(i), freqs);
    }

    public override void Freqs(CommonStretch stretch, Span<float> freqs)
    {
        if (_places.Length == 2 && _places[0].Cursor is { } rarer && _places[1].Cursor is { } other
            && rarer.TryPositions(stretch.Indexes(0), out var starts) && other.TryPositions(stretch.Indexes(1), out var others))
        {
            var distance = _places[1].Offset - _places[0].Offset;
            if (_first == _places[0])
                CommonValues.Count(stretch.Indexes(0), starts, stretch.Indexes(1), others, distance, freqs);
            else
                CommonValues.Count(stretch.Indexes(1), others, stretch.Indexes(0), starts, -distance, freqs);
            return;
        }
        base.Freqs(stretch, freqs);
    }

    private int FreqOfMany()
    {
        var rarest = _places[0].Starts();
        if (_starts.Length < rarest.Count)
            _starts = new int[2 * rarest.Count];
        var count = CommonValues.Keep(rarest, _places[1].Starts(), _starts);
        for (var i = 2; i < _places.Length && count > 0; i++)
            count = CommonValues.Keep(new ShiftedList(_starts, count, 0), _places[i].Starts(), _starts);
        return count > 0 ? CommonValues.Count(_first.Starts(), new ShiftedList(_starts, count, 0)) : 0;
    }

    private static bool IsBefore(PositionSource left, PositionSource right) =>
        (left.Offset, left.Terms.Length, left.Terms[0]).CompareTo((right.Offset, right.Terms.Length, right.Terms[0])) < 0;
}
