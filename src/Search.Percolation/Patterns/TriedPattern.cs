using System.Text;
using Search.Lucene.Searching;

namespace Search.Percolation.Patterns;

/// <summary>A pattern that terms are tried on, fuzzy words by a glance first.</summary>
internal sealed class TriedPattern(int leaf, MultiTermQuery query)
{
    private readonly int _edits = query is FuzzyQuery fuzzy ? fuzzy.MaxEdits : -1;
    private readonly TermShape _word = query is FuzzyQuery fuzzy ? TermShape.Of(Encoding.UTF8.GetBytes(fuzzy.Term)) : default;

    public int Leaf => leaf;

    public IReadOnlyList<byte[]> RequiredPieces() => query.RequiredPieces();

    /// <summary>Whether a term fulfils the pattern.</summary>
    public bool Matches(ReadOnlySpan<byte> term, in TermShape shape) => (_edits < 0 || _word.MayBeWithin(_edits, shape)) && query.Matches(term);
}
