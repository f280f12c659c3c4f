namespace Search.Analysis.Turkish;

/// <summary>One of the suffixes that Turkish words put one behind another, in all forms that its vowels take.</summary>
/// <param name="forms">The forms, with blanks between them.</param>
/// <param name="inHarmony">True where its vowel must follow the vowels before it.</param>
/// <param name="link">A consonant (n, s, y) that may stand between it and a vowel; U for a high vowel that may stand between it and a consonant.</param>
internal sealed class TurkishSuffix(string forms, bool inHarmony = false, char link = '\0')
{
    /// <summary>For <c>link</c>: a high vowel.</summary>
    public const char HighVowel = 'U';

    // No form ends in another one of the same suffix, but for the longest first.
    private readonly string[] _forms = [.. forms.Split(' ').OrderByDescending(form => form.Length)];

    /// <summary>Where the suffix begins that ends <paramref name="word"/>, with its link; -1 where the word has none.</summary>
    public int StartIn(ReadOnlySpan<char> word)
    {
        if (inHarmony && !TurkishVowels.AreInHarmony(word))
            return -1;
        foreach (var form in _forms)
        {
            if (word.EndsWith(form))
                return StartOfLink(word[..^form.Length]);
        }
        return -1;
    }

    private int StartOfLink(ReadOnlySpan<char> before)
    {
        if (link == '\0')
            return before.Length;
        if (before.Length < 2 || TurkishVowels.IsVowel(before[^2]) == (link == HighVowel))
            return -1;
        var hasLink = link == HighVowel ? TurkishVowels.IsHigh(before[^1]) : before[^1] == link;
        return hasLink ? before.Length - 1 : before.Length;
    }
}
