namespace Search.Analysis.Articles;

/// <summary>
/// Adds, at the same position, the form in capitals of a function word that the text writes in capitals within mixed-case text: IS beside
/// is. Terms keep their capitals there and nowhere else, so the two can't be taken for each other.
/// </summary>
public sealed class CapitalFormsFilter : TokenFilter
{
    private readonly List<int> _acronyms = [];

    public override int MaxTokensPerToken => 2;

    public override void Apply(TokenBatch batch)
    {
        _acronyms.Clear();
        for (var i = 0; i < batch.Count; i++)
        {
            if ((batch.Flags[i] & TokenFlags.AllCapitals) != TokenFlags.None && FunctionWords.IsAcronym(batch.Flags[i], batch.Term(i)))
                _acronyms.Add(i);
        }
        if (_acronyms.Count > 0)
            Insert(batch);
    }

    /// <summary>Moves tokens towards the end, last first, and puts the capital form after each acronym.</summary>
    private void Insert(TokenBatch batch)
    {
        var to = batch.Count + _acronyms.Count;
        var next = _acronyms.Count - 1;
        for (var from = batch.Count - 1; next >= 0; from--)
        {
            if (from == _acronyms[next])
            {
                batch.Move(from, --to);
                batch.PositionIncrement[to] = 0;
                AppendCapitals(batch, to);
                next--;
            }
            batch.Move(from, --to);
        }
        batch.Count += _acronyms.Count;
    }

    private static void AppendCapitals(TokenBatch batch, int index)
    {
        batch.AppendTerm(index, batch.Term(index));
        foreach (ref var letter in batch.MutableTerm(index))
            letter = letter is >= (byte)'a' and <= (byte)'z' ? (byte)(letter & ~0x20) : letter;
    }
}
