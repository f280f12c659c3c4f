using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>A term's states in all segments, looked up once, and its BM25 weight.</summary>
internal sealed class TermWeight : Weight
{
    private readonly SearchContext _context;
    private readonly string _field;
    private readonly TermLookup _lookup;
    private readonly Bm25? _similarity;
    private readonly float _weight;

    public TermWeight(SearchContext context, TermQuery query, bool needsScores, float boost)
    {
        _context = context;
        _field = query.Field;
        _lookup = new TermLookup(context.Leaves, query.Field, query.Term);
        if (!needsScores || _lookup.DocFreq == 0)
            return;
        _similarity = context.Similarity(query.Field);
        _weight = boost * _similarity!.Idf(query.AssumedDocFreq ?? _lookup.DocFreq);
    }

    public override Scorer? Scorer(Leaf leaf)
    {
        if (!_lookup.TryGet(leaf, out var terms, out var state))
            return null;
        var features = _similarity is null || !terms.HasFreqs ? PostingsFeatures.Docs : PostingsFeatures.Freqs;
        var cursor = _context.Cursor(terms, state, features);
        return new TermScorer(cursor, state.DocFreq, _similarity, _weight, _similarity is null ? null : leaf.Reader.Norms(_field));
    }
}
