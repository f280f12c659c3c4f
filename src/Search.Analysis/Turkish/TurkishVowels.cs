using System.Buffers;

namespace Search.Analysis.Turkish;

/// <summary>Turkish vowels and their harmony.</summary>
internal static class TurkishVowels
{
    public static SearchValues<char> All { get; } = SearchValues.Create("aeıioöuü");

    public static bool IsVowel(char letter) => All.Contains(letter);

    public static bool IsHigh(char letter) => letter is 'ı' or 'i' or 'u' or 'ü';

    /// <summary>True where some vowel before the last one can be followed by it. False where the word has fewer than two.</summary>
    public static bool AreInHarmony(ReadOnlySpan<char> word)
    {
        var last = word.LastIndexOfAny(All);
        return last >= 0 && word[..last].ContainsAny(Before(word[last]));
    }

    /// <summary>The high vowel that follows this vowel.</summary>
    public static char HighAfter(char vowel) => vowel switch { 'a' or 'ı' => 'ı', 'e' or 'i' => 'i', 'o' or 'u' => 'u', _ => 'ü' };

    private static string Before(char vowel) => vowel switch
    {
        'a' => "aıou",
        'e' => "eiöü",
        'ı' => "aı",
        'i' => "ei",
        'o' or 'u' => "ou",
        _ => "öü",
    };
}
