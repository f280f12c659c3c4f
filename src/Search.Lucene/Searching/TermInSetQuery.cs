using Search.Lucene.Codecs.BlockTree;

namespace Search.Lucene.Searching;

/// <summary>Documents with any of these terms: a filter for long lists of sources, ids or tags.</summary>
public sealed class TermInSetQuery : MultiTermQuery
{
    private readonly TermBytes[] _terms;

    public TermInSetQuery(string field, IEnumerable<TermBytes> terms)
        : base(field) => _terms = [.. terms.Distinct().Order()];

    /// <summary>The terms, ascending, each once.</summary>
    public IReadOnlyList<TermBytes> Terms => _terms;

    public override bool Matches(ReadOnlySpan<byte> term)
    {
        var (low, high) = (0, _terms.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _terms[middle].Span.SequenceCompareTo(term);
            if (order == 0)
                return true;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return false;
    }

    public override IReadOnlyList<byte[]> RequiredPieces() => [.. _terms.Select(term => term.Span.ToArray())];

    public override string ToString() => $"{Field}:({string.Join(' ', _terms)})";

    internal override void CollectStates(Terms terms, TermExpansion expansion)
    {
        foreach (var term in _terms)
        {
            if (terms.TryGet(term.Span, out var state) && !expansion.Add(state))
                return;
        }
    }

    private protected override bool SameAs(Query other) =>
        other is TermInSetQuery that && that.Field == Field && that._terms.AsSpan().SequenceEqual(_terms);

    private protected override int ComputeHash()
    {
        var hash = new HashCode();
        hash.Add(nameof(TermInSetQuery));
        hash.Add(Field);
        foreach (var term in _terms)
            hash.Add(term);
        return hash.ToHashCode();
    }
}
