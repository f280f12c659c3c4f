using Search.Percolation.Terms;

namespace Search.Percolation.Registering;

/// <summary>Where each query is, by id. Not thread-safe.</summary>
/// <remarks>Open addressing, with removals that move what follows back, so that no marks of removed ids pile up. A slot of a segment's number below 0 is free.</remarks>
internal sealed class QueryPlaces
{
    private const int Free = -1;

    private long[] _ids = new long[16];
    private QueryPlace[] _places = NewPlaces(16);

    public int Count { get; private set; }

    public bool TryGet(long id, out QueryPlace place)
    {
        var at = Find(id);
        place = _places[at];
        return place.Segment != Free;
    }

    public void Set(long id, QueryPlace place)
    {
        var at = Find(id);
        if (_places[at].Segment == Free)
        {
            if ((Count + 1) * 4L > _ids.Length * 3L)
            {
                Grow();
                at = Find(id);
            }
            Count++;
        }
        (_ids[at], _places[at]) = (id, place);
    }

    /// <summary>Removes an id that is there.</summary>
    public void Remove(long id)
    {
        var mask = _ids.Length - 1;
        var hole = Find(id);
        for (var at = (hole + 1) & mask; _places[at].Segment != Free; at = (at + 1) & mask)
        {
            // What stands behind the hole and could stand in it moves there.
            if (((at - Home(_ids[at])) & mask) < ((at - hole) & mask))
                continue;
            (_ids[hole], _places[hole]) = (_ids[at], _places[at]);
            hole = at;
        }
        _places[hole] = new QueryPlace(Free, 0);
        Count--;
    }

    private int Find(long id)
    {
        var mask = _ids.Length - 1;
        var at = Home(id);
        while (_places[at].Segment != Free && _ids[at] != id)
            at = (at + 1) & mask;
        return at;
    }

    /// <summary>Eight ids in a row, which often come together, stand together.</summary>
    private int Home(long id) => (((int)TermHash.Mix((ulong)id >> 3) << 3) | ((int)id & 7)) & (_ids.Length - 1);

    private void Grow()
    {
        var (ids, places) = (_ids, _places);
        _ids = new long[ids.Length * 2];
        _places = NewPlaces(_ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            if (places[i].Segment == Free)
                continue;
            var at = Find(ids[i]);
            (_ids[at], _places[at]) = (ids[i], places[i]);
        }
    }

    private static QueryPlace[] NewPlaces(int count)
    {
        var places = new QueryPlace[count];
        Array.Fill(places, new QueryPlace(Free, 0));
        return places;
    }
}
