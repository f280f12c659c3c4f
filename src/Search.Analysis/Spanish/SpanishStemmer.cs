using System.Buffers;
using Search.Analysis.Stemming;

namespace Search.Analysis.Spanish;

/// <summary>The Spanish stemmer of the Snowball project, version 3, on words with their accents. See https://snowballstem.org/algorithms/spanish/stemmer.html.</summary>
public sealed class SpanishStemmer : Stemmer
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouáéíóúü");

    /// <summary>Pronouns that are written together with a verb; none of the rules differ.</summary>
    private static readonly SuffixTable<bool> Pronouns = new(("me se sela selo selas selos la le lo las les los nos", true));

    private static readonly SuffixTable<Verb> VerbsBeforePronouns = new(
        ("iéndo ándo ár ér ír", Verb.Accented), ("ando iendo ar er ir", Verb.Plain), ("yendo", Verb.AfterU));

    private static readonly SuffixTable<Ending> Endings = new(
        ("""
         anza anzas ico ica icos icas ismo ismos able ables ible ibles ista istas oso osa osos osas amiento amientos imiento imientos
         """, Ending.Plain),
        ("adora ador ación adoras adores aciones ante antes ancia ancias acion", Ending.AfterIc),
        ("logía logías", Ending.Log), ("ución uciones ucion", Ending.U), ("encia encias", Ending.Ente), ("amente", Ending.Amente),
        ("mente", Ending.Mente), ("idad idades", Ending.Idad), ("iva ivo ivas ivos", Ending.AfterAt));

    private static readonly SuffixTable<bool> BeforeAmente = new(("iv", true), ("os ic ad", false));
    private static readonly SuffixTable<bool> BeforeMente = new(("ante able ible", true));
    private static readonly SuffixTable<bool> BeforeIdad = new(("abil ic iv", true));

    private static readonly SuffixTable<bool> VerbsInY = new(("ya ye yan yen yeron yendo yo yó yas yes yais yamos", true));

    // True where a u after g goes with the suffix.
    private static readonly SuffixTable<bool> Verbs = new(
        ("en es éis emos", true),
        ("""
         arían arías arán arás aríais aría aréis aríamos aremos ará aré erían erías erán erás eríais ería eréis eríamos eremos erá eré irían
         """, false),
        ("""
         irías irán irás iríais iría iréis iríamos iremos irá iré aba ada ida ía ara iera ad ed id ase iese aste iste an aban ían aran ieran
         """, false),
        ("""
         asen iesen aron ieron ado ido ando iendo ió ar er ir as abas adas idas ías aras ieras ases ieses ís áis abais íais arais ierais
         """, false),
        ("aseis ieseis asteis isteis ados idos amos ábamos íamos imos áramos iéramos iésemos ásemos", false));

    private static readonly SuffixTable<bool> Residue = new(("os a o á í ó", false), ("e é", true));

    private enum Verb { Accented, Plain, AfterU }

    private enum Ending { Plain, AfterIc, Log, U, Ente, Amente, Mente, Idad, AfterAt }

    public override int Stem(Span<char> word, int length)
    {
        var cut = new Word(word, length);
        var regions = Regions.OfRomance(cut.Letters, Vowels);
        DropPronoun(ref cut, regions);
        if (!DropEnding(ref cut, regions) && !DropVerbInY(ref cut, regions))
            DropVerb(ref cut, regions);
        DropResidue(ref cut, regions);
        DropAccents(cut.Letters);
        return cut.Length;
    }

    private static void DropPronoun(ref Word word, Regions regions)
    {
        var pronoun = Pronouns.Find(word.Letters, out _);
        var verbs = word.Letters[..^pronoun];
        var rule = Verb.Plain;
        var verb = pronoun == 0 ? 0 : VerbsBeforePronouns.Find(verbs, out rule);
        var at = verbs.Length - verb;
        if (verb == 0 || at < regions.Verbs || rule == Verb.AfterU && (at == 0 || verbs[at - 1] != 'u'))
            return;
        word.Drop(pronoun);
        if (rule == Verb.Accented)
            DropAccents(word.From(at));
    }

    private static bool DropEnding(ref Word word, Regions regions)
    {
        var suffix = Endings.Find(word.Letters, out var rule);
        if (suffix == 0 || word.Length - suffix < (rule == Ending.Amente ? regions.First : regions.Second))
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
                word.DropIn(regions.Second, "at");
                break;
            case Ending.Log or Ending.U or Ending.Ente:
                word.Replace(0, ending switch { Ending.Log => "log", Ending.U => "u", _ => "ente" });
                break;
            case Ending.Amente:
                word.DropIn(regions.Second, BeforeAmente, before: "at");
                break;
            case Ending.Mente:
                word.DropIn(regions.Second, BeforeMente, out _);
                break;
            case Ending.Idad:
                word.DropIn(regions.Second, BeforeIdad, out _);
                break;
        }
    }

    private static bool DropVerbInY(ref Word word, Regions regions)
    {
        var suffix = VerbsInY.Find(word.From(regions.Verbs), out _);
        if (suffix == 0 || !word.EndsInOneOf("u", suffix + 1))
            return false;
        word.Drop(suffix);
        return true;
    }

    private static void DropVerb(ref Word word, Regions regions)
    {
        word.Drop(Verbs.Find(word.From(regions.Verbs), out var takesU));
        if (takesU && word.Ends("gu"))
            word.Drop(1);
    }

    private static void DropResidue(ref Word word, Regions regions)
    {
        if (!word.DropIn(regions.Verbs, Residue, out var takesU))
            return;
        if (takesU && word.Ends("gu"))
            word.DropIn(regions.Verbs, "u");
    }

    private static void DropAccents(Span<char> letters)
    {
        letters.Replace('á', 'a');
        letters.Replace('é', 'e');
        letters.Replace('í', 'i');
        letters.Replace('ó', 'o');
        letters.Replace('ú', 'u');
    }
}
