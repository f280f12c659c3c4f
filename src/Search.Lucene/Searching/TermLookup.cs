using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>Where a term is in each segment.</summary>
internal sealed class TermLookup
{
    private readonly Terms?[] _terms;
    private readonly TermState[] _states;

    public TermLookup(IReadOnlyList<Leaf> leaves, string field, TermBytes term)
    {
        _terms = new Terms?[leaves.Count];
        _states = new TermState[leaves.Count];
        var hash = term.GetHashCode();
        foreach (var leaf in leaves)
        {
            if (leaf.Reader.Terms(field) is not { } terms || !terms.TryGet(term.Span, hash, out _states[leaf.Ordinal]))
                continue;
            _terms[leaf.Ordinal] = terms;
            DocFreq += _states[leaf.Ordinal].DocFreq;
        }
    }

    /// <summary>Documents with the term, over all segments, deleted ones included.</summary>
    public long DocFreq { get; }

    public bool TryGet(Leaf leaf, out Terms terms, out TermState state)
    {
        terms = _terms[leaf.Ordinal]!;
        state = _states[leaf.Ordinal];
        return terms is not null;
    }
}
