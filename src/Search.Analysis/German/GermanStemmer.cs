using System.Buffers;
using Search.Analysis.Stemming;

namespace Search.Analysis.German;

/// <summary>
/// The German stemmer of the Snowball project, version 3, on words with their umlauts (ae, oe and ue are taken for them). See
/// https://snowballstem.org/algorithms/german/stemmer.html. Words with more than <see cref="Stemmer.MaxGrowth"/> ß stay as they are.
/// </summary>
public sealed class GermanStemmer : Stemmer
{
    /// <summary>A u or y between vowels counts as a consonant and is a capital while the word is worked on.</summary>
    private const char ConsonantU = 'U';

    private const char ConsonantY = 'Y';

    /// <summary>The first region leaves at least so many letters before it.</summary>
    private const int LettersThatStay = 3;

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyäöü");

    private static readonly SuffixTable<Inflection> Inflections = new(
        ("em", Inflection.Em), ("ern er erin erinnen", Inflection.Plain), ("e en es", Inflection.AfterNis), ("s", Inflection.S), ("ln lns", Inflection.L));

    private static readonly SuffixTable<Comparison> Comparisons = new(("en er est", Comparison.Plain), ("st", Comparison.St), ("et", Comparison.Et));

    private static readonly SuffixTable<Derivation> Derivations = new(
        ("end ung", Derivation.AfterIg), ("ig ik isch", Derivation.Plain), ("lich heit", Derivation.AfterErEn), ("keit", Derivation.AfterLich));

    private static readonly SuffixTable<bool> BeforeKeit = new(("lich ig", true));

    /// <summary>Words that keep -et: Internet is not internes, Planet is not Plan, Ticket is not Tick.</summary>
    private static readonly string[] KeepEt = ["geordn", "intern", "plan", "tick", "tr"];

    private enum Inflection { Plain, Em, AfterNis, S, L }

    private enum Comparison { Plain, St, Et }

    private enum Derivation { Plain, AfterIg, AfterErEn, AfterLich }

    public override int Stem(Span<char> word, int length)
    {
        var cut = new Word(word, length);
        if (cut.Letters.Count('ß') > MaxGrowth)
            return length;
        MarkConsonants(cut.Letters);
        UnifySpelling(ref cut);
        var regions = RegionsOf(cut.Letters);
        DropInflection(ref cut, regions);
        DropComparison(ref cut, regions);
        DropDerivation(ref cut, regions);
        DropAfterApostrophe(ref cut);
        DropMarks(cut.Letters);
        return cut.Length;
    }

    private static void MarkConsonants(Span<char> letters)
    {
        for (var i = 1; i < letters.Length - 1; i++)
        {
            if (letters[i] is 'u' or 'y' && Vowels.Contains(letters[i - 1]) && Vowels.Contains(letters[i + 1]))
                letters[i] = letters[i] == 'u' ? ConsonantU : ConsonantY;
        }
    }

    /// <summary>ß as ss; ae, oe and ue as the umlauts that they may stand for, but not in que.</summary>
    private static void UnifySpelling(ref Word word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var next = i + 1 < word.Length ? word.Letters[i + 1] : '\0';
            if (word.Letters[i] == 'ß')
                word.Split(i++, 's', 's');
            else if (word.Letters[i] == 'q' && next == 'u')
                i++;
            else if (word.Letters[i] is 'a' or 'o' or 'u' && next == 'e')
                word.Join(i, word.Letters[i] switch { 'a' => 'ä', 'o' => 'ö', _ => 'ü' });
        }
    }

    private static Regions RegionsOf(ReadOnlySpan<char> word)
    {
        if (word.Length < LettersThatStay)
            return new Regions(word.Length, word.Length, word.Length);
        var regions = Regions.Of(0, word, Vowels);
        return regions with { First = Math.Max(regions.First, LettersThatStay) };
    }

    private static void DropInflection(ref Word word, Regions regions)
    {
        var suffix = Inflections.Find(word.Letters, out var rule);
        var before = word.Letters[..^suffix];
        var stays = suffix == 0 || before.Length < regions.First || rule == Inflection.Em && before.EndsWith("syst")
            || rule == Inflection.S && !word.EndsInOneOf("bdfghklmnrt", suffix + 1);
        if (stays)
            return;
        word.Replace(suffix, rule == Inflection.L ? "l" : "");
        if (rule == Inflection.AfterNis && word.Ends("niss"))
            word.Drop(1);
    }

    private static void DropComparison(ref Word word, Regions regions)
    {
        var suffix = Comparisons.Find(word.Letters, out var rule);
        var before = word.Letters[..^suffix];
        var stays = suffix == 0 || before.Length < regions.First
            || rule == Comparison.St && (before.Length <= LettersThatStay || !word.EndsInOneOf("bdfghklmnt", suffix + 1))
            || rule == Comparison.Et && (!word.EndsInOneOf("dfgklmnrstUzä", suffix + 1) || KeepsEt(before));
        if (!stays)
            word.Drop(suffix);
    }

    private static bool KeepsEt(ReadOnlySpan<char> before)
    {
        foreach (var word in KeepEt)
        {
            if (before.EndsWith(word))
                return true;
        }
        return false;
    }

    private static void DropDerivation(ref Word word, Regions regions)
    {
        var suffix = Derivations.Find(word.Letters, out var rule);
        if (suffix == 0 || word.Length - suffix < regions.Second || rule == Derivation.Plain && word.EndsInOneOf("e", suffix + 1))
            return;
        word.Drop(suffix);
        if (rule == Derivation.AfterIg && !word.EndsInOneOf("e", "ig".Length + 1))
            word.DropIn(regions.Second, "ig");
        else if (rule == Derivation.AfterErEn && !word.DropIn(regions.First, "er"))
            word.DropIn(regions.First, "en");
        else if (rule == Derivation.AfterLich)
            word.DropIn(regions.Second, BeforeKeit, out _);
    }

    /// <summary>Takes 's, 'sch and a last apostrophe, as in grimm'sch, where two letters stay.</summary>
    private static void DropAfterApostrophe(ref Word word)
    {
        var suffix = word.Ends("'sch") ? 4 : word.Ends("'s") ? 2 : word.Ends("'") ? 1 : 0;
        if (word.Length - suffix >= 2)
            word.Drop(suffix);
    }

    private static void DropMarks(Span<char> letters)
    {
        letters.Replace(ConsonantU, 'u');
        letters.Replace(ConsonantY, 'y');
        letters.Replace('ä', 'a');
        letters.Replace('ö', 'o');
        letters.Replace('ü', 'u');
    }
}
