using System.Runtime.CompilerServices;
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
    private readonly CommonStretch _stretch;
    private readonly NormedScores _scores;
    private readonly float _mostScore;
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
        _places = [.. places];
        Array.Sort(_places, (left, right) => left.Cost.CompareTo(right.Cost));
        _matcher = slop == 0 ? new ExactPhraseMatcher(_places) : new SloppyPhraseMatcher(places, _places, slop, budget);
        _stretch = new CommonStretch(_places);
        _scores = new NormedScores(similarity, weight, norms);
        _mostScore = similarity is null ? 0f : weight;
        // A phrase is not more frequent than any of its terms, unless it is sloppy.
        _bounds = similarity is null || slop > 0
            ? []
            : [.. _places.Select(place => place.Bounds(similarity, weight)).OfType<ImpactBounds>()];
    }

    public override long Cost => _places[0].Cost;

    public override bool NeedsConfirmation => true;

    public override bool SeeksFar => true;

    public override int NextDoc() => Doc = _stretch.Agree(_places[0].NextDoc());

    public override int Advance(int target) => Doc = _stretch.Agree(_places[0].Doc < target ? _places[0].Advance(target) : _places[0].Doc);

    public override bool Confirm()
    {
        if (_minimum > 0 && _scores.Score(Doc, _matcher.MaxFreq()) < _minimum)
            return false;
        _freq = _matcher.Freq();
        return _freq > 0;
    }

    public override float Score() => _scores.Score(Doc, _freq);

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
        var bound = _mostScore;
        foreach (var place in _bounds)
            bound = Math.Min(bound, place.MaxScore(upTo));
        return bound;
    }

    public override void SetMinimum(float score) => _minimum = score;

    /// <summary>A stretch of candidates after the other, until there are matches enough to be worth a look at the minimum.</summary>
    public override int Fill(DocBatch batch, int from, int upTo)
    {
        var count = 0;
        for (_stretch.Start(from); count < CommonStretch.MatchesAtOnce && _stretch.Next(upTo);)
            count += FillStretch(batch.Docs.AsSpan(count), batch.Scores.AsSpan(count));
        Doc = _stretch.Finish();
        return count;
    }

    /// <summary>Writes the matches among the documents of the stretch.</summary>
    [SkipLocalsInit]
    private int FillStretch(Span<int> docs, Span<float> scores)
    {
        if (_minimum > 0 && _stretch.Count > 0)
            KeepCompetitive();
        if (_stretch.Count == 0)
            return 0;
        Span<float> freqs = stackalloc float[CommonStretch.Most];
        freqs = freqs[.._stretch.Count];
        _matcher.Freqs(_stretch, freqs);
        var matches = KeepMatching(_stretch.Docs, freqs, docs);
        freqs[..matches].CopyTo(scores);
        _scores.Score(docs[..matches], scores[..matches]);
        return matches;
    }

    private static int KeepMatching(ReadOnlySpan<int> candidates, Span<float> freqs, Span<int> docs)
    {
        var kept = 0;
        for (var i = 0; i < candidates.Length && i < freqs.Length; i++)
        {
            docs[kept] = candidates[i];
            freqs[kept] = freqs[i];
            kept += freqs[i] > 0 ? 1 : 0;
        }
        return kept;
    }

    /// <summary>Leaves out the documents that would not reach the minimum if the phrase were as frequent as it can be.</summary>
    [SkipLocalsInit]
    private void KeepCompetitive()
    {
        Span<float> freqs = stackalloc float[CommonStretch.Most];
        Span<int> marks = stackalloc int[CommonStretch.Most];
        var docs = _stretch.Docs;
        freqs = freqs[..docs.Length];
        _matcher.MaxFreqs(_stretch, freqs);
        _scores.Score(docs, freqs);
        for (var i = 0; i < freqs.Length; i++)
            marks[i] = freqs[i] >= _minimum ? 0 : -1;
        _stretch.Keep(marks[..docs.Length]);
    }
}
