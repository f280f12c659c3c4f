using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>The terms that a condition stands for in one segment, as far as the search may go on collecting them.</summary>
internal sealed class TermExpansion(SearchBudget budget)
{
    private readonly List<TermState> _states = [];

    public IReadOnlyList<TermState> States => _states;

    /// <summary>True when time is up: asked now and then while terms are looked for.</summary>
    public bool GivesUp() => budget.IsLimited && budget.IsSpent();

    /// <summary>Takes a term; false when no more are wanted, this one included.</summary>
    public bool Add(in TermState state)
    {
        if (!budget.TryExpand())
            return false;
        _states.Add(state);
        return true;
    }
}
