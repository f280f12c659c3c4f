using Search.Percolation.Forms;
using Search.Percolation.Segments;
using Search.Percolation.Terms;

namespace Search.Percolation.Registering;

/// <summary>
/// The registered queries in parts: segments, each smaller than a third of the one before, and a builder with what came last. Where each query is
/// stands in a table by id. Not thread-safe.
/// </summary>
internal sealed class RegisteredParts(Vocabulary vocabulary, int maxAlwaysTried, Func<int, float>? docFreq)
{
    /// <summary>A segment is merged with what comes after it unless it is more than this many times larger.</summary>
    private const int Growth = 3;

    private readonly List<RegisteredSegment> _segments = [];
    private readonly QueryPlaces _places = new();
    private SegmentBuilder _newest = new();
    private int _nextSegment = 1;
    private int _alwaysTried;

    public int Count => _places.Count;

    /// <summary>Queries that were replaced or removed.</summary>
    public int Gone { get; private set; }

    /// <summary>Puts a query in place of the one that has this id.</summary>
    /// <exception cref="ArgumentException">It would have to be tried on every document, and there are too many of that kind.</exception>
    public void Put(long id, ReadOnlySpan<int> form)
    {
        var isKnown = _places.TryGet(id, out var place);
        if (!Anchoring.IsPossible(form))
        {
            if (_alwaysTried >= maxAlwaysTried && !(isKnown && !Anchoring.IsPossible(FormAt(place))))
                throw new ArgumentException($"the query names nothing that its documents have, and there are {_alwaysTried} of that kind already");
            _alwaysTried++;
        }
        if (isKnown)
            Kill(place);
        _places.Set(id, new QueryPlace(QueryPlace.Newest, _newest.Add(id, form)));
    }

    /// <summary>The form of a query; false when there is no query with this id.</summary>
    public bool TryGet(long id, out ReadOnlySpan<int> form)
    {
        var isKnown = _places.TryGet(id, out var place);
        form = isKnown ? FormAt(place) : [];
        return isKnown;
    }

    /// <summary>False when there is no query with this id.</summary>
    public bool Remove(long id)
    {
        if (!_places.TryGet(id, out var place))
            return false;
        Kill(place);
        _places.Remove(id);
        return true;
    }

    /// <summary>Makes what came last a segment, merged with those that are not much larger; the segments, and what is dead in each.</summary>
    public (QuerySegment Segment, DeadQueries Dead)[] Settle()
    {
        foreach (var segment in _segments)
            segment.Settle();
        Merge(FirstToMerge());
        return [.. _segments.Select(segment => (segment.Segment, segment.Dead))];
    }

    /// <summary>Shows every query and its form; the form is valid during the call.</summary>
    public void ForEach(Action<long, ReadOnlySpan<int>> show)
    {
        foreach (var segment in _segments)
        {
            segment.Settle();
            for (var group = 0; group < segment.Segment.GroupCount; group++)
            {
                foreach (var slot in segment.Segment.Slots(group).Where(slot => !segment.Dead.Contains(slot)))
                    show(segment.Segment.IdOf(slot), segment.Segment.Form(group));
            }
        }
        _newest.ForEach(show);
    }

    /// <summary>From this segment on all become one; the number of segments when none needs to.</summary>
    private int FirstToMerge()
    {
        var first = _segments.FindIndex(segment => segment.Dead.Count * 2 > segment.Segment.Count);
        first = first < 0 ? _segments.Count : first;
        var size = _newest.Count + _segments.Skip(first).Sum(segment => segment.LiveCount);
        if (size == 0)
            return first;
        while (first > 0 && _segments[first - 1].LiveCount <= (long)size * Growth)
            size += _segments[--first].LiveCount;
        return first;
    }

    /// <summary>What fails in it leaves everything as it was.</summary>
    private void Merge(int first)
    {
        if (first == _segments.Count && _newest.Count == 0)
        {
            _newest = new SegmentBuilder();
            return;
        }
        var builder = _newest;
        if (first < _segments.Count)
        {
            builder = new SegmentBuilder();
            foreach (var segment in _segments.Skip(first))
                builder.Add(segment.Segment, segment.Dead);
            builder.Add(_newest);
        }
        var (merged, slots) = builder.Count > 0 ? (builder.Build(vocabulary, docFreq, out var places), places) : (null, []);
        _newest = new SegmentBuilder();
        _segments.RemoveRange(first, _segments.Count - first);
        if (merged is not null)
            Append(merged, slots);
    }

    /// <param name="segment">A new segment.</param>
    /// <param name="slots">Its slots, in the order in which the queries came, which ids often follow.</param>
    private void Append(QuerySegment segment, int[] slots)
    {
        var number = _nextSegment++;
        _segments.Add(new RegisteredSegment(number, segment));
        foreach (var slot in slots)
            _places.Set(segment.IdOf(slot), new QueryPlace(number, slot));
    }

    private ReadOnlySpan<int> FormAt(QueryPlace place)
    {
        if (place.Segment == QueryPlace.Newest)
            return _newest.FormAt(place.Slot);
        var segment = SegmentOf(place).Segment;
        return segment.Form(segment.Queries.GroupOf(place.Slot));
    }

    private RegisteredSegment SegmentOf(QueryPlace place) => _segments.Find(segment => segment.Number == place.Segment)!;

    private void Kill(QueryPlace place)
    {
        Gone++;
        _alwaysTried -= Anchoring.IsPossible(FormAt(place)) ? 0 : 1;
        if (place.Segment == QueryPlace.Newest)
            _newest.Remove(place.Slot);
        else
            SegmentOf(place).Kill(place.Slot);
    }
}
