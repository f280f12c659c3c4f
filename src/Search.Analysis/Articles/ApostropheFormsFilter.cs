namespace Search.Analysis.Articles;

/// <summary>
/// Adds, at the same position, the word itself where the text writes it together with an article, a preposition or a suffix by an
/// apostrophe: Iran beside l'Iran and d'Iran in French and Italian, Suriye beside Suriye'de in Turkish. Expects folded words.
/// </summary>
internal sealed class ApostropheFormsFilter : TokenFilter
{
    private const byte Apostrophe = (byte)'\'';
    private const int ShortestName = 2;

    private static readonly TermSet French = TermSet.Parse("c d j l m n s t qu jusqu lorsqu puisqu quoiqu");
    private static readonly TermSet Italian = TermSet.Parse("c d l m s t v all dall dell gl nell quell quest sull tutt un");

    // Null where what stands after the apostrophe is the suffix.
    private readonly TermSet? _elided;
    private readonly List<int> _joined = [];

    private ApostropheFormsFilter(TermSet? elided) => _elided = elided;

    public override int MaxTokensPerToken => 2;

    /// <summary>The filter of a language (ISO 639-1 code); null for one that has no such words.</summary>
    public static ApostropheFormsFilter? For(string? language) => language switch
    {
        "fr" => new ApostropheFormsFilter(French),
        "it" => new ApostropheFormsFilter(Italian),
        "tr" => new ApostropheFormsFilter(elided: null),
        _ => null,
    };

    public override void Apply(TokenBatch batch)
    {
        _joined.Clear();
        for (var i = 0; i < batch.Count; i++)
        {
            if (WordOf(batch.Term(i)).Length > 0)
                _joined.Add(i);
        }
        if (_joined.Count == 0)
            return;
        batch.Repeat(_joined);
        for (var i = 0; i < _joined.Count; i++)
            CutToWord(batch, _joined[i] + i + 1);
    }

    private void CutToWord(TokenBatch batch, int index)
    {
        var term = batch.Term(index);
        var word = WordOf(term);
        batch.TermStart[index] += _elided is null ? 0 : term.Length - word.Length;
        batch.TermLength[index] = word.Length;
    }

    /// <summary>The word in a term, which stands at its end or at its start; empty where the term is no such two.</summary>
    private ReadOnlySpan<byte> WordOf(ReadOnlySpan<byte> term)
    {
        var at = term.IndexOf(Apostrophe);
        if (at <= 0 || at == term.Length - 1)
            return [];
        if (_elided is null)
            return at >= ShortestName ? term[..at] : [];
        return _elided.Contains(term[..at]) ? term[(at + 1)..] : [];
    }
}
