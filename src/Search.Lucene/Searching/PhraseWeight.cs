using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>The terms of a phrase in all segments, and its BM25 weight: the sum of their idf, of every alternative too.</summary>
internal sealed class PhraseWeight : Weight
{
    private readonly SearchContext _context;
    private readonly string _field;
    private readonly TermBytes[][] _terms;
    private readonly TermLookup[][] _lookups;
    private readonly int[] _positions;
    private readonly int _slop;
    private readonly Bm25? _similarity;
    private readonly float _weight;

    public PhraseWeight(SearchContext context, string field, TermBytes[][] terms, int[] positions, int slop, bool needsScores, float boost)
    {
        _context = context;
        _field = field;
        _terms = terms;
        _positions = positions;
        _slop = slop;
        _lookups = Array.ConvertAll(terms, place => Array.ConvertAll(place, term => new TermLookup(context.Leaves, field, term)));
        long[] frequencies = [.. _lookups.SelectMany(place => place).Select(lookup => lookup.DocFreq).Where(frequency => frequency > 0)];
        if (!needsScores || frequencies.Length == 0)
            return;
        _similarity = context.Similarity(field);
        _weight = boost * _similarity!.Idf(frequencies);
    }

    public override Scorer? Scorer(Leaf leaf)
    {
        var places = new PositionSource[_terms.Length];
        for (var i = 0; i < places.Length; i++)
        {
            if (Place(leaf, i) is not { } place)
                return null;
            places[i] = place;
        }
        return new PhraseScorer(places, _slop, _similarity, _weight, _similarity is null ? null : leaf.Reader.Norms(_field), _context.Budget);
    }

    private PositionSource? Place(Leaf leaf, int place)
    {
        var cursors = new List<PostingsCursor>();
        var documents = 0L;
        foreach (var lookup in _lookups[place])
        {
            if (!lookup.TryGet(leaf, out var terms, out var state))
                continue;
            if (!terms.HasPositions)
                throw new InvalidOperationException($"field \"{_field}\" keeps no positions: it can't be searched for phrases");
            cursors.Add(_context.Cursor(terms, state, PostingsFeatures.Positions));
            documents += state.DocFreq;
        }
        var offset = _positions[place] - _positions[0];
        return cursors.Count switch
        {
            0 => null,
            1 when _terms[place].Length == 1 => new TermPositions(cursors[0], documents, _terms[place][0], offset),
            _ => new UnionPositions([.. cursors], documents, [.. _terms[place].Order()], offset),
        };
    }
}
