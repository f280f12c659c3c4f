using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>
/// Finds the occurrences of a phrase whose terms lie within a slop, each counted as 1 / (1 + length), as Lucene 8's matcher of the
/// same name does: always the earliest place moves on, and a stretch counts once it can't shrink. Places that share a term never
/// stand on the same word; the one that collides moves on.
/// </summary>
internal sealed class SloppyPhraseMatcher : PhraseMatcher
{
    /// <summary>Steps between two looks at the clock: one document may need very many.</summary>
    private const int StepsToALook = 1_024;

    private readonly int _slop;
    private readonly SearchBudget _budget;
    private readonly SloppyTerm[] _terms;
    private readonly SloppyTerm[][] _groups;
    private readonly bool _hasAlternatives;
    private readonly PositionSource[] _byCost;
    private readonly bool _isSimplePair;
    private readonly List<SloppyTerm> _queue = [];
    private int _end;

    // Wider than a position: the phrase may have gaps, and then begins long before its document does.
    private long _length;
    private int _steps;

    /// <param name="places">In the order of the query.</param>
    /// <param name="byCost">The same, the rarest first.</param>
    /// <param name="slop">At least 1.</param>
    /// <param name="budget">Of the search.</param>
    public SloppyPhraseMatcher(IReadOnlyList<PositionSource> places, PositionSource[] byCost, int slop, SearchBudget budget)
    {
        _slop = slop;
        _budget = budget;
        _terms = [.. places.Select((place, i) => new SloppyTerm(place, i))];
        _byCost = byCost;
        _groups = HasRepetitions(_terms) ? Groups(_terms) : [];
        _isSimplePair = _terms.Length == 2 && _groups.Length == 0;
        _hasAlternatives = _groups.Any(group => group.Any(term => term.Place.Terms.Length > 1));
    }

    public override float MaxFreq()
    {
        var freq = 0f;
        foreach (var term in _terms)
            freq += term.Place.Freq;
        return freq;
    }

    public override void MaxFreqs(CommonStretch stretch, Span<float> freqs)
    {
        freqs.Clear();
        for (var i = 0; i < _byCost.Length; i++)
            _byCost[i].AddFreqs(stretch.Indexes(i), freqs);
    }

    public override void Freqs(CommonStretch stretch, Span<float> freqs)
    {
        if (_isSimplePair && _terms[0].Place.Cursor is { } left && _terms[1].Place.Cursor is { } right
            && left.TryPositions(Indexes(stretch, _terms[0].Place), out var lefts) && right.TryPositions(Indexes(stretch, _terms[1].Place), out var rights))
        {
            for (var i = 0; i < freqs.Length; i++)
            {
                freqs[i] = FreqOfPair(
                    lefts.List(Indexes(stretch, _terms[0].Place)[i], _terms[0].Place.Offset),
                    rights.List(Indexes(stretch, _terms[1].Place)[i], _terms[1].Place.Offset));
            }
            return;
        }
        base.Freqs(stretch, freqs);
    }

    private ReadOnlySpan<byte> Indexes(CommonStretch stretch, PositionSource place) => stretch.Indexes(place == _byCost[0] ? 0 : 1);

    public override float Freq() =>
        _isSimplePair ? FreqOfPair(_terms[0].Place.Starts(), _terms[1].Place.Starts()) : FreqOfMany();

    /// <summary>As <see cref="Freq"/>, of any number of places: the naive twin where there are two.</summary>
    internal float FreqOfMany()
    {
        var freq = 0f;
        var more = !_budget.WasSpent && MayOccur() && Start();
        _length = long.MaxValue;
        while (more && NextMatch(out more))
            freq += 1f / (1f + _length);
        return freq;
    }

    /// <summary>As <see cref="NextMatch"/> would have it of two places without a term in common.</summary>
    /// <param name="left">Of the place that comes first where both begin at the same position.</param>
    /// <param name="right">Of the other.</param>
    private float FreqOfPair(ShiftedList left, ShiftedList right)
    {
        if (_budget.WasSpent || !CommonValues.AreWithin(left, right, _slop))
            return 0f;
        var (freq, i, j) = (0f, 0, 0);
        long end = Math.Max(left[0], right[0]);
        while (true)
        {
            // One moves on until it has passed the other, and the least distance on its way counts.
            var isLeft = left[i] <= right[j];
            var next = isLeft ? right[j] : left[i];
            var length = end - (isLeft ? left[i] : right[j]);
            while (true)
            {
                var isOver = isLeft ? ++i == left.Count : ++j == right.Count;
                if (isOver || (++_steps % StepsToALook == 0 && _budget.IsSpent()))
                    return freq + (length <= _slop ? 1f / (1f + length) : 0f);
                long start = isLeft ? left[i] : right[j];
                end = Math.Max(end, start);
                if (start > next)
                    break;
                length = Math.Min(length, end - start);
            }
            freq += length <= _slop ? 1f / (1f + length) : 0f;
        }
    }

    /// <summary>Whether the two rarest places come near enough to each other anywhere, as all have to.</summary>
    private bool MayOccur() => CommonValues.AreWithin(_byCost[0].Starts(), _byCost[1].Starts(), _slop);

    /// <summary>Finds the next stretch within the slop; <paramref name="more"/> tells whether another may follow.</summary>
    private bool NextMatch(out bool more)
    {
        var term = Pop(out var next);
        _length = (long)_end - term.Start;
        while (MoveOn(term) && Settle(term))
        {
            if (term.Start > next)
            {
                _queue.Add(term);
                if (_length <= _slop)
                    return more = true;
                term = Pop(out next);
                _length = (long)_end - term.Start;
            }
            else
            {
                _length = Math.Min(_length, (long)_end - term.Start);
            }
        }
        more = false;
        return _length <= _slop;
    }

    /// <summary>Takes the earliest term from the queue; <paramref name="next"/> is where the next one begins.</summary>
    private SloppyTerm Pop(out int next)
    {
        var first = Earliest();
        var term = _queue[first];
        _queue.RemoveAt(first);
        next = _queue[Earliest()].Start;
        return term;
    }

    private int Earliest()
    {
        var first = 0;
        for (var i = 1; i < _queue.Count; i++)
        {
            if (_queue[i].IsBefore(_queue[first]))
                first = i;
        }
        return first;
    }

    private bool MoveOn(SloppyTerm term)
    {
        if ((++_steps % StepsToALook == 0 && _budget.IsSpent()) || !term.MoveNext())
            return false;
        _end = Math.Max(_end, term.Start);
        return true;
    }

    /// <summary>Moves terms on until none of a group stands on the same word as another; false when one has no further word.</summary>
    private bool Settle(SloppyTerm term)
    {
        while (Colliding(term) is { } other)
        {
            term = Lesser(term, other);
            if (!MoveOn(term))
                return false;
        }
        return true;
    }

    private static SloppyTerm? Colliding(SloppyTerm term)
    {
        if (term.Group is null)
            return null;
        foreach (var other in term.Group)
        {
            if (other != term && other.Position == term.Position)
                return other;
        }
        return null;
    }

    private static SloppyTerm Lesser(SloppyTerm left, SloppyTerm right) =>
        left.Start < right.Start || (left.Start == right.Start && left.Place.Offset < right.Place.Offset) ? left : right;

    private bool Start()
    {
        // Without alternatives all places of a group have one term, of which each needs an occurrence of its own.
        if (!_hasAlternatives && !Array.TrueForAll(_groups, group => group[0].Place.Freq >= group.Length))
            return false;
        _end = int.MinValue;
        _queue.Clear();
        foreach (var term in _terms)
            term.MoveToFirst();
        foreach (var group in _groups)
        {
            if (!(_hasAlternatives ? Separate(group) : Spread(group)))
                return false;
        }
        foreach (var term in _terms)
        {
            _end = Math.Max(_end, term.Start);
            _queue.Add(term);
        }
        return true;
    }

    /// <summary>All of the group have the same words: the second begins at its second one, and so on.</summary>
    private static bool Spread(SloppyTerm[] group)
    {
        for (var i = 1; i < group.Length; i++)
        {
            for (var steps = 0; steps < i; steps++)
            {
                if (!group[i].MoveNext())
                    return false;
            }
        }
        return true;
    }

    /// <summary>The group shares only some words: moves on whichever collides.</summary>
    private bool Separate(SloppyTerm[] group)
    {
        for (var i = 0; i < group.Length;)
        {
            var step = 1;
            while (Colliding(group[i]) is { } other)
            {
                var lesser = Lesser(group[i], other);
                if (!MoveOn(lesser))
                    return false;
                if (lesser.IndexInGroup < i)
                {
                    step = 0;
                    break;
                }
            }
            i += step;
        }
        return true;
    }

    private static bool HasRepetitions(SloppyTerm[] terms)
    {
        for (var i = 1; i < terms.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (terms[i].Place.Terms.AsSpan().ContainsAny(terms[j].Place.Terms))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Places that are linked by terms which occur in more than one place, each group by offset.</summary>
    private static SloppyTerm[][] Groups(SloppyTerm[] terms)
    {
        var parents = Enumerable.Range(0, terms.Length).ToArray();
        var byTerm = terms.SelectMany((place, i) => place.Place.Terms.Select(term => (Term: term, Index: i))).GroupBy(pair => pair.Term, pair => pair.Index);
        foreach (var places in byTerm.Select(group => group.ToArray()))
        {
            // Alternatives at one place are no repetition.
            if (!Array.TrueForAll(places, i => terms[i].Place.Offset == terms[places[0]].Place.Offset))
                Link(parents, places);
        }
        SloppyTerm[][] repeated = [.. terms.Select((term, i) => (Term: term, Root: Root(parents, i)))
            .GroupBy(pair => pair.Root, pair => pair.Term).Where(group => group.Skip(1).Any())
            .Select(group => group.OrderBy(term => term.Place.Offset).ToArray())];
        foreach (var group in repeated)
        {
            for (var i = 0; i < group.Length; i++)
                (group[i].Group, group[i].IndexInGroup) = (group, i);
        }
        return repeated;
    }

    private static void Link(int[] parents, int[] places)
    {
        foreach (var place in places)
            parents[Root(parents, place)] = Root(parents, places[0]);
    }

    /// <summary>The place that stands for all that this one is linked with.</summary>
    private static int Root(int[] parents, int place)
    {
        while (parents[place] != place)
            place = parents[place] = parents[parents[place]];
        return place;
    }
}
