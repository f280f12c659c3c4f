namespace Search.Lucene.Searching;

/// <summary>
/// Documents that all clauses match; the score is the sum, in double, of those that score. The clause with the fewest candidates
/// leads, and the others are asked about its documents, block by block; terms alone, as long as there is no minimum, are intersected first.
/// </summary>
internal sealed partial class ConjunctionScorer : Scorer
{
    private readonly Scorer[] _required;
    private readonly bool[] _scoring;
    private readonly Scorer[] _unsure;
    private readonly float[] _boundOfRest;
    private readonly double[] _sums;
    private readonly float[] _probed;
    private float _minimum;

    /// <param name="filters">Clauses that have to match.</param>
    /// <param name="scoring">Clauses that have to match and score.</param>
    /// <param name="context">Lends the buffers.</param>
    public ConjunctionScorer(IReadOnlyCollection<Scorer> filters, IReadOnlyCollection<Scorer> scoring, SearchContext context)
    {
        _required = [.. filters, .. scoring];
        _scoring = new bool[_required.Length];
        _scoring.AsSpan(filters.Count).Fill(true);
        OrderByCost();
        _unsure = Array.FindAll(_required, scorer => scorer.NeedsConfirmation);
        _boundOfRest = new float[_required.Length + 1];
        var window = context.Window();
        _sums = window.CandidateSums;
        _probed = window.Probed;
        _ofTerms = _required.Length > 1 && Array.TrueForAll(_required, scorer => scorer is TermScorer);
    }

    public override long Cost => _required[0].Cost;

    public override bool NeedsConfirmation => _unsure.Length > 0;

    public override bool SeeksFar => true;

    public override int NextDoc() => Doc = Agree(_required[0].NextDoc());

    public override int Advance(int target) => Doc = Agree(_required[0].Doc < target ? _required[0].Advance(target) : _required[0].Doc);

    public override bool Confirm()
    {
        foreach (var scorer in _unsure)
        {
            if (!scorer.Confirm())
                return false;
        }
        return true;
    }

    public override float Score()
    {
        var sum = 0.0;
        for (var i = 0; i < _required.Length; i++)
        {
            if (_scoring[i])
                sum += _required[i].Score();
        }
        return (float)sum;
    }

    public override int AdvanceShallow(int target)
    {
        var upTo = _required[0].AdvanceShallow(target);
        for (var i = 1; i < _required.Length; i++)
            _required[i].AdvanceShallow(target);
        return upTo;
    }

    public override float MaxScore(int upTo)
    {
        var sum = 0.0;
        for (var i = _required.Length - 1; i >= 0; i--)
        {
            _boundOfRest[i + 1] = (float)sum;
            if (_scoring[i])
                sum += _required[i].MaxScore(upTo);
        }
        return (float)(_boundOfRest[0] = (float)sum);
    }

    public override void SetMinimum(float score) => _minimum = score;

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        if (_minimum > 0)
            PrepareBounds(from, upTo);
        else if (_ofTerms)
            return FillOfTerms(batch, from, upTo);
        int filled;
        while ((filled = _required[0].Fill(batch, from, upTo)) > 0)
        {
            from = batch.Docs[filled - 1] + 1;
            var count = Intersect(batch, filled);
            if (count > 0)
            {
                Doc = Agree(_required[0].Doc);
                return count;
            }
        }
        Doc = Agree(_required[0].Doc);
        return 0;
    }

    /// <summary>The fewest candidates first; of equal ones as they were given.</summary>
    private void OrderByCost()
    {
        for (var i = 1; i < _required.Length; i++)
        {
            var (scorer, scoring) = (_required[i], _scoring[i]);
            var (cost, at) = (scorer.Cost, i);
            for (; at > 0 && _required[at - 1].Cost > cost; at--)
                (_required[at], _scoring[at]) = (_required[at - 1], _scoring[at - 1]);
            (_required[at], _scoring[at]) = (scorer, scoring);
        }
    }

    private void PrepareBounds(int from, int upTo)
    {
        AdvanceShallow(from);
        MaxScore(upTo - 1);
    }

    /// <summary>Keeps of the leader's block what the other clauses have too, with the sums.</summary>
    private int Intersect(DocBatch batch, int count)
    {
        var docs = batch.Docs.AsSpan(0, count);
        Start(batch.Scores.AsSpan(0, count), _scoring[0], _sums);
        for (var i = 1; i < _required.Length && count > 0; i++)
        {
            if (_minimum > 0)
                count = KeepCompetitive(docs[..count], _sums, _boundOfRest[i], _minimum);
            _required[i].Probe(docs[..count], _probed.AsSpan(0, count));
            count = KeepMatching(docs[..count], _sums, _probed, _scoring[i]);
        }
        for (var i = 0; i < count; i++)
            batch.Scores[i] = (float)_sums[i];
        return count;
    }

    private static void Start(ReadOnlySpan<float> scores, bool scoring, Span<double> sums)
    {
        if (!scoring)
        {
            sums[..scores.Length].Clear();
            return;
        }
        for (var i = 0; i < scores.Length; i++)
            sums[i] = scores[i];
    }

    private static int KeepCompetitive(Span<int> docs, Span<double> sums, double boundOfRest, float minimum)
    {
        var kept = 0;
        for (var i = 0; i < docs.Length; i++)
        {
            docs[kept] = docs[i];
            sums[kept] = sums[i];
            kept += (float)(sums[i] + boundOfRest) >= minimum ? 1 : 0;
        }
        return kept;
    }

    private static int KeepMatching(Span<int> docs, Span<double> sums, ReadOnlySpan<float> probed, bool scoring)
    {
        var kept = 0;
        for (var i = 0; i < docs.Length; i++)
        {
            var matches = probed[i] >= 0;
            docs[kept] = docs[i];
            sums[kept] = scoring ? sums[i] + probed[i] : sums[i];
            kept += matches ? 1 : 0;
        }
        return kept;
    }

    /// <summary>The first document from <paramref name="doc"/> on, which the leader is at, that all clauses have as a candidate.</summary>
    private int Agree(int doc)
    {
        for (var i = 1; i < _required.Length && doc != End;)
        {
            var scorer = _required[i];
            var other = scorer.Doc < doc ? scorer.Advance(doc) : scorer.Doc;
            if (other == doc)
            {
                i++;
                continue;
            }
            doc = other == End ? End : _required[0].Advance(other);
            i = 1;
        }
        return doc;
    }
}
