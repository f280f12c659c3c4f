using System.Buffers;

namespace Search.Analysis.Stemming;

/// <summary>Snowball's regions: where suffixes may be taken from. A region begins at its place and goes to the word's end; the word's length is none.</summary>
/// <param name="Verbs">"RV": of the suffixes of verbs.</param>
/// <param name="First">"R1": after the first consonant that follows a vowel.</param>
/// <param name="Second">"R2": the same again, in the first region.</param>
internal readonly record struct Regions(int Verbs, int First, int Second)
{
    /// <summary>The regions of Spanish, Italian and Portuguese.</summary>
    public static Regions OfRomance(ReadOnlySpan<char> word, SearchValues<char> vowels) => Of(RomanceVerbs(word, vowels), word, vowels);

    public static Regions Of(int verbs, ReadOnlySpan<char> word, SearchValues<char> vowels)
    {
        var first = After(word, 0, vowels);
        return new Regions(verbs, first, After(word, first, vowels));
    }

    /// <summary>The place after the first consonant that follows a vowel, from a place on.</summary>
    public static int After(ReadOnlySpan<char> word, int from, SearchValues<char> vowels) => PastConsonant(word, PastVowel(word, from, vowels), vowels);

    /// <summary>The place after the next vowel.</summary>
    public static int PastVowel(ReadOnlySpan<char> word, int from, SearchValues<char> vowels) =>
        word[from..].IndexOfAny(vowels) is >= 0 and var at ? from + at + 1 : word.Length;

    /// <summary>The place after the next letter that is no vowel.</summary>
    public static int PastConsonant(ReadOnlySpan<char> word, int from, SearchValues<char> vowels) =>
        word[from..].IndexOfAnyExcept(vowels) is >= 0 and var at ? from + at + 1 : word.Length;

    /// <summary>After the next vowel where the second letter is a consonant, after the next consonant where the first two are vowels, else after the third letter.</summary>
    private static int RomanceVerbs(ReadOnlySpan<char> word, SearchValues<char> vowels)
    {
        if (word.Length < 3)
            return word.Length;
        if (!vowels.Contains(word[1]))
            return PastVowel(word, 2, vowels);
        return vowels.Contains(word[0]) ? PastConsonant(word, 2, vowels) : 3;
    }
}
