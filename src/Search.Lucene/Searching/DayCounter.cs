using Search.Lucene.Codecs.DocValues;

namespace Search.Lucene.Searching;

/// <summary>
/// Counts matches by the day of a column of epoch seconds in a zone. Hours that lie within one day are remembered, so that the zone's
/// rules are asked once an hour and not once a match. Nothing is allocated for a match.
/// </summary>
internal sealed class DayCounter(DayHistogram histogram)
{
    private const int SecondsPerHour = 3_600;
    private const int SecondsPerDay = 86_400;
    private const int RememberedHours = 1 << 12;
    private const long EpochDay = 719_162;

    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeSeconds() + SecondsPerDay;
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeSeconds() - SecondsPerDay;

    // Hour + 1 and place of its day in the counts, by the hour's low bits.
    private readonly long[] _hours = new long[RememberedHours];
    private readonly int[] _placeOfHour = new int[RememberedHours];
    private readonly Dictionary<long, int> _places = [];
    private readonly List<long> _counts = [];
    private NumericDocValues? _column;

    /// <summary>A new segment begins.</summary>
    public void Enter(Leaf leaf) => _column = leaf.Reader.NumericDocValues(histogram.Field);

    public void Count(ReadOnlySpan<int> docs)
    {
        if (_column is null)
            return;
        foreach (var doc in docs)
        {
            if (_column.TryGet(doc, out var seconds))
                _counts[Place(Math.Clamp(seconds, First, Last))]++;
        }
    }

    /// <summary>The days with matches, ascending.</summary>
    public IReadOnlyList<DayCount> Finish() =>
        [.. _places.OrderBy(pair => pair.Key).Select(pair => new DayCount(DateOnly.FromDayNumber((int)(pair.Key + EpochDay)), _counts[pair.Value]))];

    /// <summary>Adds the counts of other segments.</summary>
    public void Add(DayCounter other)
    {
        foreach (var (day, place) in other._places)
            _counts[PlaceOfDay(day)] += other._counts[place];
    }

    private int Place(long seconds)
    {
        var hour = FloorDivide(seconds, SecondsPerHour);
        var slot = (int)(hour & (RememberedHours - 1));
        return _hours[slot] == hour + 1 && hour != -1 ? _placeOfHour[slot] : Look(seconds, hour, slot);
    }

    private int Look(long seconds, long hour, int slot)
    {
        var place = PlaceOfDay(Day(seconds));
        var (start, end) = (hour * SecondsPerHour, hour * SecondsPerHour + SecondsPerHour - 1);
        if (Offset(start) == Offset(end) && Day(start) == Day(end))
            (_hours[slot], _placeOfHour[slot]) = (hour + 1, place);
        return place;
    }

    private int PlaceOfDay(long day)
    {
        if (_places.TryGetValue(day, out var place))
            return place;
        _places.Add(day, place = _counts.Count);
        _counts.Add(0);
        return place;
    }

    /// <summary>Days from 1 January 1970, by the clocks of the zone.</summary>
    private long Day(long seconds) => FloorDivide(seconds + Offset(seconds), SecondsPerDay);

    private long Offset(long seconds) => (long)histogram.Zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(seconds)).TotalSeconds;

    private static long FloorDivide(long value, int by) => (value - (value % by + by) % by) / by;
}
