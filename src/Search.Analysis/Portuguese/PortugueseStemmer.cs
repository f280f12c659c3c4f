using System.Buffers;
using Search.Analysis.Stemming;

namespace Search.Analysis.Portuguese;

/// <summary>
/// The Portuguese stemmer of the Snowball project, version 3, on words with their accents. See
/// https://snowballstem.org/algorithms/portuguese/stemmer.html. Words with more than <see cref="Stemmer.MaxGrowth"/> tildes stay as they are.
/// </summary>
public sealed class PortugueseStemmer : Stemmer
{
    /// <summary>The nasal vowels ã and õ are a vowel and a consonant, written a~ and o~ while the word is worked on.</summary>
    private const char Nasal = '~';

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouáéíóúâêô");

    private static readonly SuffixTable<Ending> Endings = new(
        ("eza ezas ico ica icos icas ismo ismos ável ível ista istas oso osa osos osas amento amentos imento imentos", Ending.Plain),
        ("adora ador aça~o adoras adores aço~es ante antes ância", Ending.Plain), ("logia logias", Ending.Log), ("uça~o uço~es", Ending.U),
        ("ência ências", Ending.Ente), ("amente", Ending.Amente), ("mente", Ending.Mente), ("idade idades", Ending.Idade),
        ("iva ivo ivas ivos", Ending.AfterAt), ("ira iras", Ending.Ira));

    private static readonly SuffixTable<bool> BeforeAmente = new(("iv", true), ("os ic ad", false));
    private static readonly SuffixTable<bool> BeforeMente = new(("ante avel ível", true));
    private static readonly SuffixTable<bool> BeforeIdade = new(("abil ic iv", true));

    private static readonly SuffixTable<bool> Verbs = new(
        ("ada ida ia aria eria iria ará ara erá era irá ava asse esse isse aste este iste ei arei erei irei am iam ariam eriam iriam", true),
        ("aram eram iram avam em arem erem irem assem essem issem ado ido ando endo indo ara~o era~o ira~o ar er ir as adas idas ias", true),
        ("arias erias irias arás aras erás eras irás avas es ardes erdes irdes ares eres ires asses esses isses astes estes istes is", true),
        ("ais eis íeis aríeis eríeis iríeis áreis areis éreis ereis íreis ireis ásseis ésseis ísseis áveis ados idos ámos amos íamos", true),
        ("aríamos eríamos iríamos áramos éramos íramos ávamos emos aremos eremos iremos ássemos êssemos íssemos imos armos ermos irmos", true),
        ("eu iu ou ira iras", true));

    private static readonly SuffixTable<bool> Residue = new(("os a i o á í ó", true));

    private enum Ending { Plain, Log, U, Ente, Amente, Mente, Idade, AfterAt, Ira }

    public override int Stem(Span<char> word, int length)
    {
        var cut = new Word(word, length);
        if (cut.Letters.Count('ã') + cut.Letters.Count('õ') > MaxGrowth)
            return length;
        SplitNasals(ref cut);
        var regions = Regions.OfRomance(cut.Letters, Vowels);
        if (DropEnding(ref cut, regions) || DropVerb(ref cut, regions))
            DropAfter(ref cut, 'c', "i", regions);
        else
            cut.DropIn(regions.Verbs, Residue, out _);
        DropLastLetter(ref cut, regions);
        JoinNasals(ref cut);
        return cut.Length;
    }

    private static void SplitNasals(ref Word word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (word.Letters[i] is 'ã' or 'õ')
                word.Split(i, word.Letters[i] == 'ã' ? 'a' : 'o', Nasal);
        }
    }

    private static void JoinNasals(ref Word word)
    {
        for (var i = 0; i + 1 < word.Length; i++)
        {
            if (word.Letters[i + 1] == Nasal && word.Letters[i] is 'a' or 'o')
                word.Join(i, word.Letters[i] == 'a' ? 'ã' : 'õ');
        }
    }

    private static bool DropEnding(ref Word word, Regions regions)
    {
        var suffix = Endings.Find(word.Letters, out var rule);
        var region = rule switch { Ending.Amente => regions.First, Ending.Ira => regions.Verbs, _ => regions.Second };
        if (suffix == 0 || word.Length - suffix < region || rule == Ending.Ira && !word.EndsInOneOf("e", suffix + 1))
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
            case Ending.AfterAt:
                word.DropIn(regions.Second, "at");
                break;
            case Ending.Log or Ending.U or Ending.Ente or Ending.Ira:
                word.Replace(0, ending switch { Ending.Log => "log", Ending.U => "u", Ending.Ente => "ente", _ => "ir" });
                break;
            case Ending.Amente:
                word.DropIn(regions.Second, BeforeAmente, before: "at");
                break;
            case Ending.Mente:
                word.DropIn(regions.Second, BeforeMente, out _);
                break;
            case Ending.Idade:
                word.DropIn(regions.Second, BeforeIdade, out _);
                break;
        }
    }

    private static bool DropVerb(ref Word word, Regions regions)
    {
        var suffix = Verbs.Find(word.From(regions.Verbs), out _);
        word.Drop(suffix);
        return suffix > 0;
    }

    private static bool DropAfter(ref Word word, char letter, string last, Regions regions) =>
        word.Length > 1 && word.Letters[^2] == letter && word.DropIn(regions.Verbs, last);

    private static void DropLastLetter(ref Word word, Regions regions)
    {
        if (word.EndsInOneOf("eéê") && word.Length > regions.Verbs)
        {
            word.Drop(1);
            if (!DropAfter(ref word, 'g', "u", regions))
                DropAfter(ref word, 'c', "i", regions);
        }
        else if (word.Ends("ç"))
            word.Replace(1, "c");
    }
}
