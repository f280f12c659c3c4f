namespace Search.Analysis.Arabic;

/// <summary>
/// The "light10" stemmer of Larkey, Ballesteros and Connell ("Light stemming for Arabic information retrieval", 2007) as Lucene has
/// it: one prefix (article, conjunction, preposition), then every suffix of a list in its order, as long as two letters stay. Words are
/// normalised before.
/// </summary>
public sealed class ArabicLightStemmer : Stemming.Stemmer
{
    private const int LettersThatStay = 2;

    private static readonly string[] Prefixes = ["ال", "وال", "بال", "كال", "فال", "لل", "و"];
    private static readonly string[] Suffixes = ["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"];

    public override int Stem(Span<char> word, int length) => CutSuffixes(word, CutPrefix(word, length));

    private static int CutPrefix(Span<char> word, int length)
    {
        foreach (var prefix in Prefixes)
        {
            // The conjunction alone asks for three letters after it.
            var stays = prefix.Length == 1 ? LettersThatStay + 1 : LettersThatStay;
            if (length < prefix.Length + stays || !word[..length].StartsWith(prefix))
                continue;
            word[prefix.Length..length].CopyTo(word);
            return length - prefix.Length;
        }
        return length;
    }

    private static int CutSuffixes(Span<char> word, int length)
    {
        foreach (var suffix in Suffixes)
        {
            if (length >= suffix.Length + LettersThatStay && word[..length].EndsWith(suffix))
                length -= suffix.Length;
        }
        return length;
    }
}
