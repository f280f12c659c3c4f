using Search.Lucene.Searching;

namespace Search.Lucene.Highlighting;

/// <summary>What a query looks for in one field.</summary>
internal sealed class FieldTerms
{
    private readonly HashSet<TermBytes> _phraseTerms = new(TermSpanComparer.Instance);

    /// <summary>Terms that count wherever they stand.</summary>
    public HashSet<TermBytes> Terms { get; } = new(TermSpanComparer.Instance);

    /// <summary>Prefixes and their like.</summary>
    public List<MultiTermQuery> Conditions { get; } = [];

    public List<PhraseFinder> Phrases { get; } = [];

    public void Add(PhraseFinder phrase)
    {
        Phrases.Add(phrase);
        foreach (var place in phrase.Places)
            _phraseTerms.UnionWith(place);
    }

    /// <summary>Whether a token counts by itself.</summary>
    public bool MatchesAlone(ReadOnlySpan<byte> term)
    {
        if (Terms.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(term))
            return true;
        foreach (var condition in Conditions)
        {
            if (condition.Matches(term))
                return true;
        }
        return false;
    }

    /// <summary>Whether a token may count as part of a phrase.</summary>
    public bool IsPhraseTerm(ReadOnlySpan<byte> term) => _phraseTerms.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(term);
}
