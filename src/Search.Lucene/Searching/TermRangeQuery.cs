using Search.Lucene.Codecs.BlockTree;

namespace Search.Lucene.Searching;

/// <summary>Documents with a term between two terms, in the order of their bytes, each with the score 1 (times boosts). A null end is open.</summary>
public sealed class TermRangeQuery(string field, TermBytes? lower, TermBytes? upper, bool includesLower = true, bool includesUpper = true) : MultiTermQuery(field)
{
    public TermBytes? Lower { get; } = lower;

    public TermBytes? Upper { get; } = upper;

    public bool IncludesLower { get; } = includesLower;

    public bool IncludesUpper { get; } = includesUpper;

    public override bool Matches(ReadOnlySpan<byte> term) => IsNotBelow(term) && IsNotAbove(term);

    /// <summary>What both ends begin with.</summary>
    public override IReadOnlyList<byte[]> RequiredPieces()
    {
        if (Lower is not { } lower || Upper is not { } upper)
            return [];
        var common = lower.Span.CommonPrefixLength(upper.Span);
        return common == 0 ? [] : [lower.Span[..common].ToArray()];
    }

    public override string ToString() =>
        $"{Field}:{(IncludesLower ? '[' : '{')}{Lower?.ToString() ?? "*"} TO {Upper?.ToString() ?? "*"}{(IncludesUpper ? ']' : '}')}";

    internal override void CollectStates(Terms terms, TermExpansion expansion)
    {
        var all = terms.Enumerate();
        if (Lower is { } lower ? all.SeekCeil(lower.Span) == SeekStatus.End : !all.MoveNext())
            return;
        do
        {
            if (!IsNotAbove(all.Term))
                return;
            if (IsNotBelow(all.Term) && !expansion.Add(all.State))
                return;
        }
        while (all.MoveNext());
    }

    private protected override bool SameAs(Query other) =>
        other is TermRangeQuery that && that.Field == Field && that.Lower == Lower && that.Upper == Upper
        && that.IncludesLower == IncludesLower && that.IncludesUpper == IncludesUpper;

    private protected override int ComputeHash() => HashCode.Combine(nameof(TermRangeQuery), Field, Lower, Upper, IncludesLower, IncludesUpper);

    private bool IsNotBelow(ReadOnlySpan<byte> term) =>
        Lower is not { } lower || term.SequenceCompareTo(lower.Span) is var order && (order > 0 || (order == 0 && IncludesLower));

    private bool IsNotAbove(ReadOnlySpan<byte> term) =>
        Upper is not { } upper || term.SequenceCompareTo(upper.Span) is var order && (order < 0 || (order == 0 && IncludesUpper));
}
