namespace Search.Analysis.Stemming;

/// <summary>
/// Cuts a word down to its stem, on UTF-16 units. Immutable and thread-safe. The word is in lower case; each stemmer says whether it
/// expects accents and other marks as written or folded.
/// </summary>
public abstract class Stemmer
{
    /// <summary>How many units a stem may be longer than its word.</summary>
    public const int MaxGrowth = 4;

    /// <summary>
    /// Rewrites the first <paramref name="length"/> units of <paramref name="word"/> in place and returns the stem's length, at most
    /// <paramref name="length"/> + <see cref="MaxGrowth"/>, for which there must be room.
    /// </summary>
    public abstract int Stem(Span<char> word, int length);

    /// <summary>The stem of <paramref name="word"/>.</summary>
    public string Stem(string word)
    {
        var buffer = new char[word.Length + MaxGrowth];
        word.CopyTo(buffer);
        return new string(buffer, 0, Stem(buffer, word.Length));
    }
}
