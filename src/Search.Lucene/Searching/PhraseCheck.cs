using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>
/// Whether a phrase occurs among positions that the caller holds: the decision of <see cref="PhraseQuery"/> and
/// <see cref="MultiPhraseQuery"/> without an index. Reusable, not thread-safe.
/// </summary>
public sealed class PhraseCheck
{
    private readonly ListedPositions[] _places;
    private readonly PhraseMatcher _matcher;

    /// <summary>A phrase of two or more terms.</summary>
    public PhraseCheck(PhraseQuery query)
        : this([.. query.Terms.Select(term => new[] { term })], query.Positions, query.Slop)
    {
    }

    /// <summary>A phrase of two or more places.</summary>
    public PhraseCheck(MultiPhraseQuery query)
        : this([.. query.Terms.Select(terms => terms.ToArray())], query.Positions, query.Slop)
    {
    }

    private PhraseCheck(TermBytes[][] terms, IReadOnlyList<int> positions, int slop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(terms.Length, 2);
        _places = [.. terms.Select((alternatives, i) => new ListedPositions([.. alternatives.Order()], positions[i] - positions[0]))];
        _matcher = slop == 0 ? new ExactPhraseMatcher([.. _places]) : new SloppyPhraseMatcher(_places, [.. _places], slop, new SearchBudget(SearchOptions.Default));
    }

    /// <summary>Says where the terms of a place stand in the document, ascending; of several terms all their positions together.</summary>
    public void SetPositions(int place, ReadOnlyMemory<int> positions) => _places[place].Set(positions);

    /// <summary>Whether the phrase occurs, once the positions of each place are set; they are used up by it.</summary>
    public bool Occurs()
    {
        foreach (var place in _places)
        {
            if (place.Freq == 0)
                return false;
        }
        return _matcher.Freq() > 0;
    }

    private sealed class ListedPositions(TermBytes[] terms, int offset) : PositionSource(terms, offset)
    {
        private static readonly int[] OnlyDoc = [0];

        private ReadOnlyMemory<int> _positions;
        private int _next;

        public override long Cost => 1;

        public override int Doc => 0;

        public override int Freq => _positions.Length;

        public void Set(ReadOnlyMemory<int> positions)
        {
            _positions = positions;
            _next = 0;
        }

        public override int NextDoc() => End;

        public override int Advance(int target) => End;

        public override ReadOnlySpan<int> BlockDocs => OnlyDoc;

        public override int BlockIndex => 0;

        public override void MoveInBlock(int index)
        {
            // There is one document.
        }

        public override ShiftedList Starts() => new(_positions.Span, _positions.Length, Offset);

        public override int NextPosition() => _next < _positions.Length ? _positions.Span[_next++] : End;
    }
}
