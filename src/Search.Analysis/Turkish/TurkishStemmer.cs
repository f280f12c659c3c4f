using Search.Analysis.Stemming;

namespace Search.Analysis.Turkish;

/// <summary>
/// The Turkish stemmer of the Snowball project, version 3, by Evren Kapusuz Çilden after G. Eryiğit and E. Adalı ("An Affix Stripping
/// Morphological Analyzer for Turkish", 2004): takes the suffixes of nominal verbs and nouns one behind another, as far as vowel harmony
/// allows. Words have their dotted and dotless i. See https://snowballstem.org/algorithms/turkish/stemmer.html.
/// </summary>
public sealed partial class TurkishStemmer : Stemmer
{
    /// <summary>Longer words stay as they are: their chains of suffixes could be as long.</summary>
    private const int LongestWord = 255;

    public override int Stem(Span<char> word, int length)
    {
        if (length > LongestWord)
            return length;
        var cut = new Word(word, length);
        DropAfterName(ref cut);
        if (!HasTwoSyllables(cut.Letters) || !DropVerbSuffixes(ref cut))
            return cut.Length;
        DropNounSuffixes(ref cut);
        if (!cut.Letters.SequenceEqual("ad") && !cut.Letters.SequenceEqual("soyad"))
            MendEnd(ref cut);
        return cut.Length;
    }

    /// <summary>An apostrophe stands between a name and its suffixes; those before the word are quotation marks.</summary>
    private static void DropAfterName(ref Word word)
    {
        if (word.Letters.IndexOfAnyExcept('\'') is > 0 and var quotes)
            word.Cut(0, quotes);
        if (word.Length > 2 && word.Letters[2..].IndexOf('\'') is >= 0 and var apostrophe)
            word.Drop(word.Length - 2 - apostrophe);
    }

    private static bool HasTwoSyllables(ReadOnlySpan<char> word) =>
        word.IndexOfAny(TurkishVowels.All) is >= 0 and var first && word[(first + 1)..].ContainsAny(TurkishVowels.All);

    /// <summary>Words don't end in d or g: a vowel has been taken too much. A soft consonant at the end becomes the hard one again.</summary>
    private static void MendEnd(ref Word word)
    {
        if (word.EndsInOneOf("dg") && word.Letters.LastIndexOfAny(TurkishVowels.All) is >= 0 and var last)
            word.Replace(0, TurkishVowels.HighAfter(word.Letters[last]) switch { 'ı' => "ı", 'i' => "i", 'u' => "u", _ => "ü" });
        if (word.Length > 0)
            word.Letters[^1] = word.Letters[^1] switch { 'b' => 'p', 'c' => 'ç', 'd' => 't', 'ğ' => 'k', var letter => letter };
    }

    /// <summary>The start of the first of these suffixes that ends the word's part before <paramref name="at"/>; -1 for none of them.</summary>
    private static int StartOf(Word word, int at, params ReadOnlySpan<TurkishSuffix> suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (suffix.StartIn(word.Letters[..at]) is >= 0 and var start)
                return start;
        }
        return -1;
    }

    /// <summary>Takes the first of these suffixes that stands before <paramref name="at"/>, and moves it to where that began.</summary>
    private static bool Drop(ref Word word, ref int at, params ReadOnlySpan<TurkishSuffix> suffixes)
    {
        var start = StartOf(word, at, suffixes);
        if (start < 0)
            return false;
        word.Cut(start, at);
        at = start;
        return true;
    }
}
