using Search.Lucene.Codecs.Norms;

namespace Search.Lucene.Searching;

/// <summary>
/// The documents that have all places of a phrase are its candidates; reading positions confirms them. The frequency is BM25's, weighed
/// by the sum of the terms' idf.
/// </summary>
internal sealed class PhraseScorer : Scorer
{
    private readonly PositionSource[] _places;
    private readonly PhraseMatcher _matcher;
    private readonly Bm25? _similarity;
    private readonly float _weight;
    private readonly FieldNorms? _norms;
    private readonly ImpactBounds[] _bounds;
    private float _minimum;
    private float _freq;

    /// <param name="places">Two or more, in the order of the query.</param>
    /// <param name="slop">0 for exactly so.</param>
    /// <param name="similarity">Null when no scores are needed.</param>
    /// <param name="weight">Boost times the sum of the idf.</param>
    /// <param name="norms">Null where the field keeps none.</param>
    /// <param name="budget">Of the search.</param>
    public PhraseScorer(IReadOnlyList<PositionSource> places, int slop, Bm25? similarity, float weight, FieldNorms? norms, SearchBudget budget)
    {
        _places = [.. places.OrderBy(place => place.Cost)];
        _matcher = slop == 0 ? new ExactPhraseMatcher(places) : new SloppyPhraseMatcher(places, slop, budget);
        _similarity = similarity;
        _weight = weight;
        _norms = norms;
        // A phrase is not more frequent than any of its terms, unless it is sloppy.
        _bounds = similarity is null || slop > 0
            ? []
            : [.. _places.Select(place => place.Bounds(similarity, weight)).OfType<ImpactBounds>()];
    }

    public override long Cost => _places[0].Cost;

    public override bool NeedsConfirmation => true;

    public override int NextDoc() => Doc = Agree(_places[0].NextDoc());

    public override int Advance(int target) => Doc = Agree(_places[0].Doc < target ? _places[0].Advance(target) : _places[0].Doc);

    public override bool Confirm()
    {
        if (_minimum > 0 && Score(_matcher.MaxFreq()) < _minimum)
            return false;
        _freq = _matcher.Freq();
        return _freq > 0;
    }

    public override float Score() => Score(_freq);

    public override int AdvanceShallow(int target)
    {
        var upTo = End - 1;
        foreach (var bound in _bounds)
        {
            var end = bound.AdvanceShallow(target);
            upTo = bound == _bounds[0] ? end : upTo;
        }
        return upTo;
    }

    public override float MaxScore(int upTo)
    {
        var bound = _similarity is null ? 0f : _weight;
        foreach (var place in _bounds)
            bound = Math.Min(bound, place.MaxScore(upTo));
        return bound;
    }

    public override void SetMinimum(float score) => _minimum = score;

    private float Score(float freq) => _similarity is null ? 0f : _similarity.Score(_weight, freq, _norms?.Get(Doc) ?? Bm25.DefaultNorm);

    /// <summary>The first document from <paramref name="doc"/> on, which the leader is at, that has all places.</summary>
    private int Agree(int doc)
    {
        for (var i = 1; i < _places.Length && doc != End;)
        {
            var place = _places[i];
            var other = place.Doc < doc ? place.Advance(doc) : place.Doc;
            if (other == doc)
            {
                i++;
                continue;
            }
            doc = other == End ? End : _places[0].Advance(other);
            i = 1;
        }
        return doc;
    }
}
