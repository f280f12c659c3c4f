using Search.Analysis.Stemming;

namespace Search.Analysis.French;

// The endings of nouns, adjectives, adverbs and verbs.
public sealed partial class FrenchStemmer
{
    private static readonly SuffixTable<Ending> Endings = new(
        ("ance iqUe isme able iste eux ances iqUes ismes ables istes", Ending.Plain), ("atrice ateur ation atrices ateurs ations", Ending.AfterIc),
        ("logie logies", Ending.Log), ("usion ution usions utions", Ending.U), ("ence ences", Ending.Ent), ("ement ements", Ending.Ement),
        ("ité ités", Ending.Ite), ("if ive ifs ives", Ending.If), ("eaux", Ending.Eau), ("aux", Ending.Al), ("oux", Ending.Ou),
        ("euse euses", Ending.Euse), ("issement issements", Ending.Issement), ("amment", Ending.Ant), ("emment", Ending.OfEmment),
        ("ment ments", Ending.Participle));

    private static readonly SuffixTable<bool> VerbsInI = new(
        ("îmes ît îtes i ie ies ir ira irai iraIent irais irait iras irent irez iriez irions irons iront is issaIent issais issait", true),
        ("issant issante issantes issants isse issent isses issez issiez issions issons it", true));

    private static readonly SuffixTable<VerbEnding> Verbs = new(
        ("ions", VerbEnding.Ions),
        ("é ée ées és èrent er era erai eraIent erais erait eras erez eriez erions erons eront ez iez eais", VerbEnding.Plain),
        ("âmes ât âtes a ai aIent ait ant ante antes ants as asse assent asses assiez assions", VerbEnding.TakesE),
        ("ais aise aises", VerbEnding.NotNoun));

    // True for what is left of a verb and becomes i.
    private static readonly SuffixTable<bool> Residue = new(("ion e", false), ("ier ière Ier Ière", true));

    /// <summary>Takes or changes an ending; false where the endings of verbs are to be tried, also after -ment.</summary>
    private static bool DropEnding(ref Word word, Regions regions)
    {
        var suffix = Endings.Find(word.Letters, out var rule);
        return suffix > 0 && rule switch
        {
            Ending.Al => ReplaceIn(ref word, regions.First, suffix, "al"),
            Ending.Eau => ReplaceIn(ref word, 0, suffix, "eau"),
            Ending.Ou => word.EndsInOneOf("bhjlnp", suffix + 1) && ReplaceIn(ref word, 0, suffix, "ou"),
            Ending.Log => ReplaceIn(ref word, regions.Second, suffix, "log"),
            Ending.U => ReplaceIn(ref word, regions.Second, suffix, "u"),
            Ending.Ent => ReplaceIn(ref word, regions.Second, suffix, "ent"),
            Ending.Euse => ReplaceIn(ref word, regions.Second, suffix, "") || ReplaceIn(ref word, regions.First, suffix, "eux"),
            Ending.Issement => IsConsonant(word.Letters, suffix + 1) && ReplaceIn(ref word, regions.First, suffix, ""),
            Ending.Ement => ReplaceIn(ref word, regions.Verbs, suffix, "") && DropBeforeEment(ref word, regions),
            Ending.Ant => ReplaceIn(ref word, regions.Verbs, suffix, "ant") && false,
            Ending.OfEmment => ReplaceIn(ref word, regions.Verbs, suffix, "ent") && false,
            Ending.Participle => DropAfterParticiple(ref word, suffix, regions),
            _ => ReplaceIn(ref word, regions.Second, suffix, "") && DropBefore(ref word, rule, regions),
        };
    }

    private static bool ReplaceIn(ref Word word, int region, int suffix, string letters)
    {
        if (word.Length - suffix < region)
            return false;
        word.Replace(suffix, letters);
        return true;
    }

    private static bool IsConsonant(ReadOnlySpan<char> letters, int fromEnd) => letters.Length >= fromEnd && !Vowels.Contains(letters[^fromEnd]);

    /// <summary>What is taken where an ending was. True, as an ending has been taken.</summary>
    private static bool DropBefore(ref Word word, Ending ending, Regions regions)
    {
        switch (ending)
        {
            case Ending.AfterIc:
                DropOrReplace(ref word, "ic", "iqU", regions);
                break;
            case Ending.If when word.DropIn(regions.Second, "at"):
                DropOrReplace(ref word, "ic", "iqU", regions);
                break;
            case Ending.Ite when !DropOrReplace(ref word, "abil", "abl", regions) && !DropOrReplace(ref word, "ic", "iqU", regions):
                word.DropIn(regions.Second, "iv");
                break;
        }
        return true;
    }

    private static bool DropOrReplace(ref Word word, string suffix, string letters, Regions regions)
    {
        if (!word.Ends(suffix))
            return false;
        if (!word.DropIn(regions.Second, suffix))
            word.Replace(suffix.Length, letters);
        return true;
    }

    private static bool DropBeforeEment(ref Word word, Regions regions)
    {
        if (word.Ends("iv"))
        {
            if (word.DropIn(regions.Second, "iv"))
                word.DropIn(regions.Second, "at");
        }
        else if (word.Ends("eus"))
        {
            if (!word.DropIn(regions.Second, "eus"))
                ReplaceIn(ref word, regions.First, "eus".Length, "eux");
        }
        else if (word.Ends("ièr") || word.Ends("Ièr"))
            ReplaceIn(ref word, regions.Verbs, "ièr".Length, "i");
        else if (!word.DropIn(regions.Second, "abl"))
            word.DropIn(regions.Second, "iqU");
        return true;
    }

    /// <summary>-ment after the participle of a verb, whose own ending is taken next: never the last word.</summary>
    private static bool DropAfterParticiple(ref Word word, int suffix, Regions regions)
    {
        var before = word.Length - suffix - 1;
        if (before >= regions.Verbs && Vowels.Contains(word.Letters[before]))
            word.Drop(suffix);
        return false;
    }

    private static bool DropVerbInI(ref Word word, Regions regions)
    {
        var region = word.From(regions.Verbs);
        var suffix = VerbsInI.Find(region, out _);
        if (suffix == 0 || !IsConsonant(region, suffix + 1) || region[^(suffix + 1)] == Diaeresis)
            return false;
        word.Drop(suffix);
        return true;
    }

    private static bool DropVerb(ref Word word, Regions regions)
    {
        var suffix = Verbs.Find(word.From(regions.Verbs), out var rule);
        if (suffix == 0)
            return false;
        var before = word.Letters[..^suffix];
        if (rule == VerbEnding.Ions && before.Length < regions.Second || rule == VerbEnding.NotNoun && IsNounInAis(before))
            return false;
        word.Drop(suffix);
        if (rule == VerbEnding.TakesE)
            word.DropIn(regions.Verbs, "e");
        return true;
    }

    /// <summary>palais and its like, mauvais, déplais.</summary>
    private static bool IsNounInAis(ReadOnlySpan<char> before) =>
        before.Length == 3 && before.EndsWith("al") || before.EndsWith("auv") || before.EndsWith("épl");
}
