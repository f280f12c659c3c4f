using System.Text;
using Search.Analysis.Standard;
using Search.Analysis.Unicode;

namespace Search.Analysis.Articles;

/// <summary>
/// Folds case and accents (<see cref="Folding"/>) and takes the possessive 's; a token of which nothing is left is dropped, its increment
/// carried. Expects a tokenizer that has lowered ASCII.
/// </summary>
public sealed class FoldFilter : DroppingFilter
{
    protected override bool Keeps(TokenBatch batch, int index)
    {
        if ((batch.Flags[index] & TokenFlags.Ascii) == TokenFlags.None)
            Fold(batch, index);
        batch.TermLength[index] -= Possessive.SuffixLength(batch.Term(index));
        return batch.TermLength[index] > 0;
    }

    private static void Fold(TokenBatch batch, int index)
    {
        batch.ReserveTermBytes(batch.TermLength[index] * Folding.MaxGrowth);
        var to = batch.Terms.AsSpan(batch.TermsLength);
        var length = Folding.Fold(batch.Term(index), to);
        if (Ascii.IsValid(to[..length]))
            batch.Flags[index] |= TokenFlags.Ascii;
        batch.TermStart[index] = batch.TermsLength;
        batch.TermLength[index] = length;
        batch.TermsLength += length;
    }
}
