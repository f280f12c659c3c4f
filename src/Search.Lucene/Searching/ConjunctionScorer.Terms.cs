namespace Search.Lucene.Searching;

/// <summary>Where all clauses are terms and there is no minimum yet: the documents that their blocks have in common first, scores and freqs of those alone.</summary>
internal sealed partial class ConjunctionScorer
{
    private readonly bool _ofTerms;
    private CommonStretch? _stretch;

    private int FillOfTerms(DocBatch batch, int from, int upTo)
    {
        var stretch = _stretch ??= new CommonStretch(Array.ConvertAll(_required, scorer => ((TermScorer)scorer).AsPlace()));
        var count = 0;
        for (stretch.Start(from); count < CommonStretch.MatchesAtOnce && stretch.Next(upTo);)
            count += ScoreStretch(stretch, batch.Docs.AsSpan(count), batch.Scores.AsSpan(count));
        Doc = stretch.Finish();
        foreach (var scorer in _required)
            ((TermScorer)scorer).Follow();
        return count;
    }

    private int ScoreStretch(CommonStretch stretch, Span<int> docs, Span<float> scores)
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
