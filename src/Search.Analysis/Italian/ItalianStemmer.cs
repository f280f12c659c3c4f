using System.Buffers;
using Search.Analysis.Stemming;

namespace Search.Analysis.Italian;

/// <summary>
/// The Italian stemmer of the Snowball project, version 3, on words with their accents and with what is elided before them (l'anno). See
/// https://snowballstem.org/algorithms/italian/stemmer.html.
/// </summary>
public sealed class ItalianStemmer : Stemmer
{
    /// <summary>A u or i between vowels, and a u after q, count as consonants and are written so while the word is worked on.</summary>
    private const char ConsonantU = 'U';

    private const char ConsonantI = 'I';

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouàèìòù");

    private static readonly string[] Elided = ["d", "l", "m", "s", "t", "v", "all", "dall", "dell", "gl", "nell", "quell", "quest", "sull", "tutt", "un"];

    /// <summary>Divano is not diva.</summary>
    private const string LongBeginning = "divan";

    private static readonly SuffixTable<bool> Pronouns = new(
        ("ci gli la le li lo mi ne si ti vi sene gliela gliele glieli glielo gliene mela mele meli melo mene", true),
        ("tela tele teli telo tene cela cele celi celo cene vela vele veli velo vene", true));

    // True for an infinitive, which gets its e again.
    private static readonly SuffixTable<bool> VerbsBeforePronouns = new(("ando endo", false), ("ar er ir", true));

    private static readonly SuffixTable<Ending> Endings = new(
        ("anza anze ico ici ica ice iche ichi ismo ismi abile abili ibile ibili ista iste isti istà istè istì oso osi osa ose", Ending.Plain),
        ("mente atrice atrici ante anti", Ending.Plain), ("azione azioni atore atori", Ending.AfterIc), ("logia logie", Ending.Log),
        ("uzione uzioni usione usioni", Ending.U), ("enza enze", Ending.Ente), ("amento amenti imento imenti", Ending.OfVerbs),
        ("amente", Ending.Amente), ("ità", Ending.Ita), ("ivo ivi iva ive", Ending.AfterAt));

    private static readonly SuffixTable<bool> BeforeAmente = new(("iv", true), ("os ic abil", false));
    private static readonly SuffixTable<bool> BeforeIta = new(("abil ic iv", true));

    private static readonly SuffixTable<bool> Verbs = new(
        ("ammo ando ano are arono asse assero assi assimo ata ate ati ato ava avamo avano avate avi avo emmo enda ende endi endo erà", true),
        ("erai eranno ere erebbe erebbero erei eremmo eremo ereste eresti erete erò erono essero ete eva evamo evano evate evi evo", true),
        ("iamo immo irà irai iranno ire irebbe irebbero irei iremmo iremo ireste iresti irete irò irono isca iscano isce isci isco", true),
        ("iscono issero ita ite iti ito iva ivamo ivano ivate ivi ivo ono uta ute uti uto ar ir", true));

    private enum Ending { Plain, AfterIc, Log, U, Ente, OfVerbs, Amente, Ita, AfterAt }

    public override int Stem(Span<char> word, int length)
    {
        var cut = new Word(word, length);
        DropElided(ref cut);
        MarkConsonants(cut.Letters);
        var regions = Regions.OfRomance(cut.Letters, Vowels);
        if (cut.Letters.StartsWith(LongBeginning))
            regions = regions with { Verbs = LongBeginning.Length };
        DropPronoun(ref cut, regions);
        if (!DropEnding(ref cut, regions))
            cut.Drop(Verbs.Find(cut.From(regions.Verbs), out _));
        DropVowels(ref cut, regions);
        cut.Letters.Replace(ConsonantU, 'u');
        cut.Letters.Replace(ConsonantI, 'i');
        return cut.Length;
    }

    private static void DropElided(ref Word word)
    {
        var apostrophe = word.Letters.IndexOf('\'');
        if (apostrophe <= 0 || apostrophe + 1 == word.Length)
            return;
        foreach (var elided in Elided)
        {
            if (!word.Letters[..apostrophe].SequenceEqual(elided))
                continue;
            word.Cut(0, apostrophe + 1);
            return;
        }
    }

    /// <summary>Makes every accent a grave one, and marks the u and i that count as consonants.</summary>
    private static void MarkConsonants(Span<char> letters)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = letters[i] switch { 'á' => 'à', 'é' => 'è', 'í' => 'ì', 'ó' => 'ò', 'ú' => 'ù', var letter => letter };
            if (letters[i] == 'u' && i > 0 && letters[i - 1] == 'q')
                letters[i] = ConsonantU;
        }
        for (var i = 1; i < letters.Length - 1; i++)
        {
            if (letters[i] is 'u' or 'i' && Vowels.Contains(letters[i - 1]) && Vowels.Contains(letters[i + 1]))
                letters[i] = letters[i] == 'u' ? ConsonantU : ConsonantI;
        }
    }

    private static void DropPronoun(ref Word word, Regions regions)
    {
        var pronoun = Pronouns.Find(word.Letters, out _);
        var before = word.Letters[..^pronoun];
        var isInfinitive = false;
        var verb = pronoun == 0 ? 0 : VerbsBeforePronouns.Find(before, out isInfinitive);
        if (verb > 0 && before.Length - verb >= regions.Verbs)
            word.Replace(pronoun, isInfinitive ? "e" : "");
    }

    private static bool DropEnding(ref Word word, Regions regions)
    {
        var suffix = Endings.Find(word.Letters, out var rule);
        var region = rule switch { Ending.Amente => regions.First, Ending.OfVerbs => regions.Verbs, _ => regions.Second };
        if (suffix == 0 || word.Length - suffix < region)
            return false;
        word.Drop(suffix);
        DropBefore(ref word, rule, regions);
        return true;
    }

    /// <summary>What is taken, or put, where an ending was.</summary>
    private static void DropBefore(ref Word word, Ending ending, Regions regions)
    {
        switch (ending)
        {
            case Ending.AfterIc:
                word.DropIn(regions.Second, "ic");
                break;
            case Ending.AfterAt:
                if (word.DropIn(regions.Second, "at"))
                    word.DropIn(regions.Second, "ic");
                break;
            case Ending.Log or Ending.U or Ending.Ente:
                word.Replace(0, ending switch { Ending.Log => "log", Ending.U => "u", _ => "ente" });
                break;
            case Ending.Amente:
                word.DropIn(regions.Second, BeforeAmente, before: "at");
                break;
            case Ending.Ita:
                word.DropIn(regions.Second, BeforeIta, out _);
                break;
        }
    }

    private static void DropVowels(ref Word word, Regions regions)
    {
        if (word.EndsInOneOf("aeioàèìò") && word.Length > regions.Verbs)
        {
            word.Drop(1);
            word.DropIn(regions.Verbs, "i");
        }
        if (word.Ends("h") && word.EndsInOneOf("cg", 2) && word.Length - 2 >= regions.Verbs)
            word.Drop(1);
    }
}
