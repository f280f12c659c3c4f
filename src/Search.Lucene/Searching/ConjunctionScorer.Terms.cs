namespace Search.Lucene.Searching;

/// <summary>Where all clauses are terms and there is no minimum yet: the documents that their blocks have in common first, scores and freqs of those alone.</summary>
internal sealed partial class ConjunctionScorer
{
    private readonly PositionSource[] _places;
    private readonly PhraseStretch? _stretch;

    private static PositionSource[] Places(Scorer[] required) =>
        Array.TrueForAll(required, scorer => scorer is TermScorer) ? Array.ConvertAll(required, scorer => ((TermScorer)scorer).AsPlace()) : [];

    private int FillOfTerms(PhraseStretch stretch, DocBatch batch, int from, int upTo)
    {
        var lead = _places[0];
        if (lead.Doc < from)
            lead.Advance(from);
        var count = 0;
        while (lead.Doc < upTo && count < PhraseStretch.MatchesAtOnce && stretch.Find(upTo))
        {
            count += ScoreStretch(stretch, batch.Docs.AsSpan(count), batch.Scores.AsSpan(count));
            if (lead.Doc <= stretch.Last)
                lead.Advance(stretch.Last + 1);
        }
        foreach (var scorer in _required)
            ((TermScorer)scorer).Follow();
        Doc = Agree(lead.Doc);
        return count;
    }

    private int ScoreStretch(PhraseStretch stretch, Span<int> docs, Span<float> scores)
    {
        var count = stretch.Count;
        stretch.Docs.CopyTo(docs);
        var sums = _sums.AsSpan(0, count);
        sums.Clear();
        for (var i = 0; i < _required.Length && count > 0; i++)
        {
            if (!_scoring[i])
                continue;
            var own = _probed.AsSpan(0, count);
            ((TermScorer)_required[i]).ScoreInBlock(stretch.Docs, stretch.Indexes(i), own);
            for (var j = 0; j < own.Length; j++)
                sums[j] += own[j];
        }
        for (var i = 0; i < count; i++)
            scores[i] = (float)sums[i];
        return count;
    }
}
