using System.Runtime.CompilerServices;
using Search.Percolation.Patterns;
using Search.Percolation.Segments;

namespace Search.Percolation.Matching;

/// <summary>
/// Matches documents against one segment: finds out which of its leaves a document has, then looks at the entries of these. Reusable, not
/// thread-safe.
/// </summary>
internal sealed partial class SegmentMatcher : IPatternSink
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

}
