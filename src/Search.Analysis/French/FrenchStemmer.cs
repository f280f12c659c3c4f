using System.Buffers;
using Search.Analysis.Stemming;

namespace Search.Analysis.French;

/// <summary>
/// The French stemmer of the Snowball project, version 3, on words with their accents and with what is elided before them (l'an). See
/// https://snowballstem.org/algorithms/french/stemmer.html. Words with more than <see cref="Stemmer.MaxGrowth"/> diaereses stay as they are.
/// </summary>
public sealed partial class FrenchStemmer : Stemmer
{
    /// <summary>The vowels that count as consonants (u and i between vowels, y beside one, u after q) are capitals while the word is worked on.</summary>
    private const char ConsonantU = 'U';

    private const char ConsonantI = 'I';
    private const char ConsonantY = 'Y';

    /// <summary>Written before e and i in place of their diaeresis, and read as a consonant.</summary>
    private const char Diaeresis = 'H';

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyâàëéêèïîôûù");

    /// <summary>Words that begin so have their region of verbs after three letters; ni only before a vowel.</summary>
    private static readonly string[] ShortBeginnings = ["par", "col", "tap"];

    /// <summary>After these letters a last s is no plural's.</summary>
    private const string KeepsS = "aiouès";

    private enum Ending { Plain, AfterIc, Log, U, Ent, Ement, Ite, If, Eau, Al, Ou, Euse, Issement, Ant, Participle, OfEmment }

    private enum VerbEnding { Plain, Ions, TakesE, NotNoun }

    public override int Stem(Span<char> word, int length)
    {
        var cut = new Word(word, length);
        if (cut.Letters.Count('ë') + cut.Letters.Count('ï') > MaxGrowth)
            return length;
        DropElided(ref cut);
        MarkConsonants(ref cut);
        var regions = Regions.Of(VerbRegion(cut.Letters), cut.Letters, Vowels);
        if (DropEnding(ref cut, regions) || DropVerbInI(ref cut, regions) || DropVerb(ref cut, regions))
            MendLastLetter(ref cut);
        else
            DropResidue(ref cut, regions);
        DropDouble(ref cut);
        DropLastAccent(cut.Letters);
        UnmarkConsonants(ref cut);
        return cut.Length;
    }

    /// <summary>Takes l', d', qu' and their like from the beginning.</summary>
    private static void DropElided(ref Word word)
    {
        var apostrophe = word.Letters.IndexOf('\'');
        var isElided = apostrophe == 1 && "cdjlmnstz".Contains(word.Letters[0], StringComparison.Ordinal)
            || apostrophe == 2 && word.Letters.StartsWith("qu");
        if (isElided && apostrophe + 1 < word.Length)
            word.Cut(0, apostrophe + 1);
    }

    private static void MarkConsonants(ref Word word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            MarkBetweenVowels(word.Letters[i..]);
            if (word.Letters[i] is 'ë' or 'ï')
                word.Split(i, Diaeresis, word.Letters[i] == 'ë' ? 'e' : 'i');
        }
    }

    /// <summary>Marks the first letter or the second, where these letters say so.</summary>
    private static void MarkBetweenVowels(Span<char> letters)
    {
        if (letters.Length < 2)
            return;
        var isVowel = Vowels.Contains(letters[0]);
        var next = letters[1];
        if (isVowel && next is 'u' or 'i' && letters.Length > 2 && Vowels.Contains(letters[2]))
            letters[1] = next == 'u' ? ConsonantU : ConsonantI;
        else if (isVowel && next == 'y')
            letters[1] = ConsonantY;
        if (letters[0] == 'y' && Vowels.Contains(letters[1]))
            letters[0] = ConsonantY;
        else if (letters[0] == 'q' && next == 'u')
            letters[1] = ConsonantU;
    }

    private static void UnmarkConsonants(ref Word word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (word.Letters[i] == Diaeresis)
                UnmarkDiaeresis(ref word, i);
        }
        word.Letters.Replace(ConsonantU, 'u');
        word.Letters.Replace(ConsonantI, 'i');
        word.Letters.Replace(ConsonantY, 'y');
    }

    /// <summary>Where the vowel after the mark has been taken, the mark goes too.</summary>
    private static void UnmarkDiaeresis(ref Word word, int at)
    {
        var next = at + 1 < word.Length ? word.Letters[at + 1] : '\0';
        if (next is 'e' or 'i')
            word.Join(at, next == 'e' ? 'ë' : 'ï');
        else
            word.Cut(at, at + 1);
    }

    /// <summary>After the third letter where the word begins with two vowels or in one of a few ways, else after the first vowel that does not begin it.</summary>
    private static int VerbRegion(ReadOnlySpan<char> word)
    {
        if (word.Length >= 3 && Vowels.Contains(word[0]) && Vowels.Contains(word[1]))
            return 3;
        foreach (var beginning in ShortBeginnings)
        {
            if (word.StartsWith(beginning))
                return beginning.Length;
        }
        if (word.Length >= 3 && word.StartsWith("ni") && Vowels.Contains(word[2]))
            return 3;
        return word.IsEmpty ? 0 : Regions.PastVowel(word, 1, Vowels);
    }

    private static void MendLastLetter(ref Word word)
    {
        if (word.Ends("Y"))
            word.Replace(1, "i");
        else if (word.Ends("ç"))
            word.Replace(1, "c");
    }

    private static void DropResidue(ref Word word, Regions regions)
    {
        if (word.Ends("s") && word.Length > 1 && (!word.EndsInOneOf(KeepsS, 2) || word.Ends("His")))
            word.Drop(1);
        var suffix = Residue.Find(word.From(regions.Verbs), out var isVerb);
        if (suffix == 0)
            return;
        var at = word.Length - suffix;
        if (isVerb)
            word.Replace(suffix, "i");
        else if (suffix == 1 || at >= regions.Second && at > regions.Verbs && word.EndsInOneOf("st", suffix + 1))
            word.Drop(suffix);
    }

    private static void DropDouble(ref Word word)
    {
        if (word.Ends("enn") || word.Ends("onn") || word.Ends("ett") || word.Ends("ell") || word.Ends("eill"))
            word.Drop(1);
    }

    /// <summary>The last vowel loses the accent of é and è where a consonant follows it.</summary>
    private static void DropLastAccent(Span<char> letters)
    {
        var last = letters.LastIndexOfAny(Vowels);
        if (last >= 0 && last < letters.Length - 1 && letters[last] is 'é' or 'è')
            letters[last] = 'e';
    }
}
