using Search.Lucene.Codecs.BlockTree;

namespace Search.Lucene.Searching;

/// <summary>
/// The terms of all segments that are next to a fuzzy query's word, at most so many. Once there are that many, terms of an edit more
/// than can still be among them are not looked for.
/// </summary>
internal sealed class NearestTerms(FuzzyQuery query, int most)
{
    private readonly int _wordLength = query.TermLength;
    private int _most = most;
    private readonly Dictionary<TermBytes, long> _frequencies = [];
    private readonly SortedSet<(float Nearness, TermBytes Term)> _best = new(Comparer<(float Nearness, TermBytes Term)>.Create(ByNearness));

    /// <summary>Terms were left out because there were more.</summary>
    public bool LeftSomeOut { get; private set; }

    public void Collect(SearchContext context)
    {
        foreach (var leaf in context.Leaves)
        {
            if (leaf.Reader.Terms(query.Field) is { } terms)
                Collect(terms, context.Budget);
        }
    }

    /// <summary>A query for each term, ascending, with the frequency of the most frequent one and boosted by nearness.</summary>
    public IEnumerable<Query> Queries()
    {
        var frequency = _frequencies.Count == 0 ? 0 : _frequencies.Values.Max();
        return _best.OrderBy(entry => entry.Term).Select(entry => Query(entry.Term, Math.Max(0f, entry.Nearness), frequency));
    }

    private Query Query(TermBytes term, float nearness, long frequency)
    {
        var single = new TermQuery(query.Field, term) { AssumedDocFreq = frequency };
        return nearness == 1f ? single : new BoostQuery(single, nearness);
    }

    private void Collect(Terms terms, SearchBudget budget)
    {
        var accepted = new TermsIntersection(terms, query.Automaton, () => budget.IsLimited && budget.IsSpent());
        do
        {
            accepted.MaxDistance = MaxDistance();
        }
        while (accepted.MoveNext() && Offer(accepted, budget));
    }

    /// <summary>False when the search's budget of terms is used up.</summary>
    private bool Offer(TermsIntersection accepted, SearchBudget budget)
    {
        var entry = (Nearness: Nearness(accepted), Term: new TermBytes(accepted.Term));
        if (_frequencies.ContainsKey(entry.Term))
        {
            _frequencies[entry.Term] += accepted.State.DocFreq;
            return true;
        }
        if (_best.Count < _most && query.MaxExpansions == FuzzyQuery.Unlimited && !budget.TryScore())
            _most = _best.Count;
        if (_best.Count == _most)
        {
            LeftSomeOut = true;
            if (_most == 0 || ByNearness(entry, _best.Max) > 0)
                return true;
            _frequencies.Remove(_best.Max.Term);
            _best.Remove(_best.Max);
        }
        else if (!budget.TryExpand())
        {
            return false;
        }
        _best.Add(entry);
        _frequencies.Add(entry.Term, accepted.State.DocFreq);
        return true;
    }

    /// <summary>Which distances can still be among the best: no term is nearer than the word's length allows.</summary>
    private int MaxDistance()
    {
        var distance = query.MaxEdits;
        if (_best.Count < _most || _most == 0)
            return distance;
        while (distance > 0 && 1f - (float)distance / _wordLength < _best.Max.Nearness)
            distance--;
        LeftSomeOut |= distance < query.MaxEdits;
        return distance;
    }

    private float Nearness(TermsIntersection accepted)
    {
        if (accepted.Distance == 0)
            return 1f;
        var length = 0;
        foreach (var b in accepted.Term)
            length += (b & 0xC0) == 0x80 ? 0 : 1;
        return 1f - (float)accepted.Distance / Math.Min(length, _wordLength);
    }

    /// <summary>The nearer first, of equally near ones the first in order.</summary>
    private static int ByNearness((float Nearness, TermBytes Term) left, (float Nearness, TermBytes Term) right) =>
        left.Nearness != right.Nearness ? right.Nearness.CompareTo(left.Nearness) : left.Term.CompareTo(right.Term);
}
