using Search.Lucene.Searching;

namespace Search.Lucene.Highlighting;

/// <summary>What a query looks for in one field.</summary>
internal sealed class FieldTerms
{
    private readonly TermSet _alone = new();
    private readonly TermSet _inPhrases = new();

    /// <summary>Prefixes and their like.</summary>
    public List<MultiTermQuery> Conditions { get; } = [];

    public List<PhraseFinder> Phrases { get; } = [];

    /// <summary>Adds a term that counts wherever it stands.</summary>
    public void Add(TermBytes term) => _alone.Add(term);

    public void Add(PhraseFinder phrase)
    {
        Phrases.Add(phrase);
        foreach (var place in phrase.Places)
        {
            foreach (var term in place)
                _inPhrases.Add(term);
        }
    }

    /// <summary>Whether a token counts by itself.</summary>
    public bool MatchesAlone(ReadOnlySpan<byte> term)
    {
        if (_alone.Contains(term))
            return true;
        foreach (var condition in Conditions)
        {
            if (condition.Matches(term))
                return true;
        }
        return false;
    }

    /// <summary>Whether a token may count as part of a phrase.</summary>
    public bool IsPhraseTerm(ReadOnlySpan<byte> term) => _inPhrases.Contains(term);
}
