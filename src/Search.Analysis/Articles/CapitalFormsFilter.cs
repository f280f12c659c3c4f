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
        if (_acronyms.Count == 0)
            return;
        batch.Repeat(_acronyms);
        for (var i = 0; i < _acronyms.Count; i++)
            AppendCapitals(batch, _acronyms[i] + i + 1);
    }

    private static void AppendCapitals(TokenBatch batch, int index)
    {
        batch.AppendTerm(index, batch.Term(index));
        foreach (ref var letter in batch.MutableTerm(index))
            letter = letter is >= (byte)'a' and <= (byte)'z' ? (byte)(letter & ~0x20) : letter;
    }
}
