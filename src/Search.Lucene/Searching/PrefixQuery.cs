using Search.Lucene.Codecs.BlockTree;

namespace Search.Lucene.Searching;

/// <summary>Documents with a term that starts with these bytes; the empty prefix matches every document that has the field.</summary>
public sealed class PrefixQuery(string field, TermBytes prefix) : MultiTermQuery(field)
{
    public TermBytes Prefix { get; } = prefix;

    public override bool Matches(ReadOnlySpan<byte> term) => term.StartsWith(Prefix.Span);

    public override IReadOnlyList<byte[]> RequiredPieces() => Prefix.Length == 0 ? [] : [Prefix.Span.ToArray()];

    public override string ToString() => $"{Field}:{Prefix}*";

    internal override void CollectStates(Terms terms, TermExpansion expansion)
    {
        var all = terms.Enumerate();
        if (all.SeekCeil(Prefix.Span) == SeekStatus.End)
            return;
        do
        {
            if (!all.Term.StartsWith(Prefix.Span) || !expansion.Add(all.State))
                return;
        }
        while (all.MoveNext());
    }

    private protected override bool SameAs(Query other) => other is PrefixQuery that && that.Field == Field && that.Prefix == Prefix;

    private protected override int ComputeHash() => HashCode.Combine(nameof(PrefixQuery), Field, Prefix);
}
