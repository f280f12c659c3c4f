using System.Runtime.CompilerServices;
using Search.Percolation.Forms;
using Search.Percolation.Patterns;
using Search.Percolation.Segments;

namespace Search.Percolation.Matching;

/// <summary>
/// Matches documents against one segment: finds out which of its leaves a document has, then looks at the entries of these. Reusable, not
/// thread-safe.
/// </summary>
internal sealed class SegmentMatcher : IPatternSink
{
    private readonly long[] _ids;
    private readonly DeadQueries _dead;
    private readonly SegmentLeaves _leaves;
    private readonly SegmentEntries _entries;

    // The leaves that the document has, as bits and as a list.
    private readonly ulong[] _bits;
    private readonly int[] _present;
    private int _presentCount;

    // The leaf of each of the document's distinct terms, or -1; and the way back, for leaves that it has.
    private int[] _leafOfSlot = [];
    private readonly int[] _slotOfLeaf;
    private readonly PlacesCheck?[] _checks;

    // By stamp: the document for which a group was decided last.
    private readonly int[] _stamps;
    private readonly Action<int> _meet;
    private int _document;

    public SegmentMatcher(QuerySegment segment, DeadQueries dead)
    {
        (_ids, _dead, _leaves, _entries) = (segment.Queries.Ids, dead, segment.Leaves, segment.Entries);
        _bits = new ulong[(_leaves.Count + 63) / 64];
        _present = new int[_leaves.Count];
        _slotOfLeaf = new int[_leaves.Terms.Count];
        _checks = new PlacesCheck?[_leaves.Places.Length];
        _stamps = new int[_entries.Stamps];
        _meet = Add;
    }

    /// <summary>Entries that were looked at for the document that was matched last.</summary>
    public long Candidates { get; private set; }

    /// <summary>Adds the ids of the queries that match.</summary>
    public void Match(DocumentTerms document, FoundQueries found)
    {
        Clear();
        MeetTerms(document);
        if (!_leaves.Phrases.IsEmpty)
            FindPhrases(document);
        FindPlaces(document);
        FindPatterns(document);
        FindRanges(document);
        FindSets();
        LookAtEntries(found);
        LookAtOthers(found);
    }

    public bool Has(int leaf) => (_bits[leaf >> 6] & (1UL << leaf)) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int leaf)
    {
        ref var word = ref _bits[leaf >> 6];
        var bit = 1UL << leaf;
        if ((word & bit) != 0)
            return;
        word |= bit;
        _present[_presentCount++] = leaf;
    }

    private void Clear()
    {
        for (var i = 0; i < _presentCount; i++)
            _bits[_present[i] >> 6] = 0;
        _presentCount = 0;
        Candidates = 0;
        if (++_document == int.MaxValue)
        {
            Array.Clear(_stamps);
            _document = 1;
        }
    }

    private void MeetTerms(DocumentTerms document)
    {
        var terms = document.Terms;
        if (_leafOfSlot.Length < terms.Length)
            _leafOfSlot = new int[terms.Length * 2];
        for (var slot = 0; slot < terms.Length; slot++)
        {
            var leaf = _leaves.Terms.Find(terms[slot]);
            _leafOfSlot[slot] = leaf;
            if (leaf < 0)
                continue;
            _slotOfLeaf[leaf] = slot;
            Add(leaf);
        }
    }

    /// <summary>Looks up each pair of neighbours that may be part of a phrase.</summary>
    private void FindPhrases(DocumentTerms document)
    {
        var slots = document.Occurrences;
        var positions = document.Positions;
        var (flags, leafOfSlot) = (_leaves.Flags, _leafOfSlot);
        var from = 0;
        foreach (var end in document.FieldEnds)
        {
            for (var i = from; i < end - 1; i++)
            {
                var first = leafOfSlot[slots[i]];
                if (first < 0 || (flags[first] & LeafFlags.StartsPair) == LeafFlags.None)
                    continue;
                for (var next = i + 1; next < end && positions[next] <= positions[i] + 1; next++)
                {
                    var second = leafOfSlot[slots[next]];
                    if (second >= 0 && positions[next] == positions[i] + 1 && (flags[second] & LeafFlags.EndsPair) != LeafFlags.None)
                        FindPhrases(first, second, document, from, i, end);
                }
            }
            from = end;
        }
    }

    private void FindPhrases(int first, int second, DocumentTerms document, int from, int at, int end)
    {
        var value = _leaves.Phrases.Find(first, second);
        if (value >= 0)
            Add(value);
        else if (value != int.MinValue)
            FindPhrases(_leaves.Phrases.Run(~value), document, from, at, end);
    }

    private void FindPhrases(ReadOnlySpan<int> run, DocumentTerms document, int from, int at, int end)
    {
        var next = 1;
        for (var left = run[0]; left > 0; left--)
        {
            var (leaf, place, count) = (run[next], run[next + 1], run[next + 2]);
            var terms = run.Slice(next + 3, count);
            if (!Has(leaf) && HasRest(terms, place, document, from, at, end))
                Add(leaf);
            next += 3 + count;
        }
    }

    /// <summary>Whether a phrase stands where its pair, from <paramref name="place"/> on, begins at an occurrence.</summary>
    private bool HasRest(ReadOnlySpan<int> terms, int place, DocumentTerms document, int from, int at, int end)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            if (i != place && i != place + 1 && !Stands(terms[i], i - place, document, from, at, end))
                return false;
        }
        return true;
    }

    private bool Stands(int leaf, int distance, DocumentTerms document, int from, int at, int end)
    {
        var slots = document.Occurrences;
        var positions = document.Positions;
        var wanted = positions[at] + distance;
        var step = distance < 0 ? -1 : 1;
        for (var i = at; i >= from && i < end; i += step)
        {
            if (positions[i] == wanted && _leafOfSlot[slots[i]] == leaf)
                return true;
            if (step < 0 ? positions[i] < wanted : positions[i] > wanted)
                return false;
        }
        return false;
    }

    private void FindPlaces(DocumentTerms document)
    {
        if (_leaves.Places.Length == 0)
            return;
        var terms = _presentCount;
        for (var i = 0; i < terms; i++)
        {
            var leaf = _present[i];
            if ((_leaves.Flags[leaf] & LeafFlags.LeadsPlaces) == LeafFlags.None)
                continue;
            foreach (var number in _leaves.PlacesOfTerms.Of(leaf))
            {
                if (_leaves.Companions[number] is var companion && (companion < 0 || Has(companion)))
                    FindPlaces(number, document);
            }
        }
    }

    private void FindPlaces(int number, DocumentTerms document)
    {
        var places = _leaves.Places[number];
        if (Has(places.Leaf) || !HasAll(places))
            return;
        var check = _checks[number] ??= new PlacesCheck(places);
        if (check.Occurs(document, this))
            Add(places.Leaf);
    }

    private bool HasAll(PlacesLeaf places)
    {
        foreach (var alternatives in places.Terms)
        {
            if (!HasAny(alternatives))
                return false;
        }
        return true;
    }

    private bool HasAny(int[] leaves)
    {
        foreach (var leaf in leaves)
        {
            if (Has(leaf))
                return true;
        }
        return false;
    }

    /// <summary>The slot of a term that the document has.</summary>
    public int SlotOf(int leaf) => _slotOfLeaf[leaf];

    private void FindPatterns(DocumentTerms document)
    {
        if (_leaves.Patterns.Length == 0)
            return;
        if (_leaves.KnowsPatterns)
            FindKnownPatterns();
        foreach (var patterns in _leaves.Patterns)
        {
            for (var slot = 0; slot < document.Terms.Length; slot++)
            {
                if ((_leafOfSlot[slot] < 0 || !_leaves.KnowsPatterns) && document.FieldOf(slot) == patterns.Field)
                    patterns.Find(document.TermOf(slot), this);
            }
            for (var i = 0; i < document.Strangers.Count; i++)
            {
                if (document.Strangers.FieldOf(i) == patterns.Field)
                    patterns.Find(document.Strangers[i], this);
            }
        }
    }

    private void FindKnownPatterns()
    {
        var count = _presentCount;
        for (var i = 0; i < count; i++)
        {
            if ((_leaves.Flags[_present[i]] & LeafFlags.HasPatterns) == LeafFlags.None)
                continue;
            foreach (var pattern in _leaves.PatternsOfTerms.Of(_present[i]))
                Add(pattern);
        }
    }

    private void FindRanges(DocumentTerms document)
    {
        foreach (var ranges in _leaves.Ranges)
        {
            foreach (var (field, isPoint, value) in document.Numbers)
            {
                if (field == ranges.Field && isPoint == ranges.OfPoints)
                    ranges.Find(value, _meet);
            }
        }
    }

    private void FindSets()
    {
        var members = _presentCount;
        for (var i = 0; i < members; i++)
        {
            var leaf = _present[i];
            if ((_leaves.Flags[leaf] & LeafFlags.IsInSets) == LeafFlags.None)
                continue;
            foreach (var set in _leaves.Sets.Of(leaf))
                Add(set);
        }
    }

    private void LookAtEntries(FoundQueries found)
    {
        var (present, starts) = (_present, _entries.Starts);
        for (var i = 0; i < _presentCount; i++)
        {
            ref readonly var start = ref starts[present[i]];
            ref readonly var end = ref starts[present[i] + 1];
            Candidates += end.Slot - start.Slot + end.Direct - start.Direct + end.Pair - start.Pair + end.Triple - start.Triple;
            if (start.Slot < end.Slot)
                Tell(start.Slot, end.Slot, found);
            for (var at = start.Direct; at < end.Direct; at++)
                Decide(_entries.Directs[at], found);
            LookAtPairs(start.Pair, end.Pair, found);
            LookAtTriples(start.Triple, end.Triple, found);
        }
    }

    private void LookAtPairs(int from, int to, FoundQueries found)
    {
        var (seconds, bits) = (_entries.PairSeconds, _bits);
        for (var at = from; at < to; at++)
        {
            if (Holds(bits, seconds[at]))
                Decide(_entries.PairPayloads[at], found);
        }
    }

    private void LookAtTriples(int from, int to, FoundQueries found)
    {
        var (seconds, thirds, bits) = (_entries.TripleSeconds, _entries.TripleThirds, _bits);
        for (var at = from; at < to; at++)
        {
            if (Holds(bits, seconds[at]) && Holds(bits, thirds[at]))
                Decide(_entries.TriplePayloads[at], found);
        }
    }

    /// <summary>Groups that every document may match.</summary>
    private void LookAtOthers(FoundQueries found)
    {
        Candidates += _entries.Always.Length;
        foreach (var (second, third, payload) in _entries.Always)
        {
            if ((second == Entries.None || Holds(_bits, second)) && (third == Entries.None || Holds(_bits, third)))
                Decide(payload, found);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Holds(ulong[] bits, int literal) => (((bits[literal >> 7] >> (literal >> 1)) ^ (ulong)literal) & 1) != 0;

    private void Decide(int payload, FoundQueries found)
    {
        if (payload >= 0)
        {
            Tell(payload, payload + 1, found);
            return;
        }
        ref readonly var special = ref _entries.Specials[payload & ~Entries.Special];
        if (!IsDecided(special) && (special.Program < 0 || Holds(_entries.Programs, special.Program)))
            Tell(special.First, special.End, found);
    }

    private bool IsDecided(in SpecialGroup special)
    {
        if (special.Stamp < 0)
            return false;
        ref var stamp = ref _stamps[special.Stamp];
        var isDecided = stamp == _document;
        stamp = _document;
        return isDecided;
    }

    private bool Holds(ReadOnlySpan<int> program, int at) => Form.OpAt(program, at) switch
    {
        Op.Leaf => Has(Form.Argument(program, at)),
        Op.Not => !Holds(program, at + 1),
        Op.And => CountHeld(program, at, Form.Argument(program, at), mayMiss: 0) == Form.Argument(program, at),
        Op.Or => CountHeld(program, at, wanted: 1, int.MaxValue) == 1,
        Op.AtLeast => CountHeld(program, at, program[at + 2], int.MaxValue) == program[at + 2],
        Op.All => true,
        _ => false,
    };

    /// <summary>How many children hold, up to as many as are wanted, or until more than may miss have missed.</summary>
    private int CountHeld(ReadOnlySpan<int> program, int at, int wanted, int mayMiss)
    {
        var held = 0;
        var end = Form.Next(program, at);
        for (var child = Form.FirstChild(program, at); child < end && held < wanted && mayMiss >= 0; child = Form.Next(program, child))
        {
            if (Holds(program, child))
                held++;
            else
                mayMiss--;
        }
        return held;
    }

    private void Tell(int first, int end, FoundQueries found)
    {
        if (_dead.Count > 0)
            TellLiving(first, end, found);
        else if (end - first == 1)
            found.Add(_ids[first]);
        else
            found.Add(_ids.AsSpan(first, end - first));
    }

    private void TellLiving(int first, int end, FoundQueries found)
    {
        for (var slot = first; slot < end; slot++)
        {
            if (!_dead.Contains(slot))
                found.Add(_ids[slot]);
        }
    }
}
