using Search.Analysis.Stemming;

namespace Search.Analysis.Turkish;

// The suffixes, named as in the description (A is a or e, U is ı, i, u or ü, D is d or t), and the orders in which they follow each other.
// A place in the word is where a suffix ends; what stands after it has been passed over.
public sealed partial class TurkishStemmer
{
    private static readonly TurkishSuffix Possessives = new("mız miz muz müz nız niz nuz nüz m n", link: TurkishSuffix.HighVowel);
    private static readonly TurkishSuffix SU = new("ı i u ü", inHarmony: true, link: 's');
    private static readonly TurkishSuffix LArI = new("leri ları");
    private static readonly TurkishSuffix YU = new("ı i u ü", inHarmony: true, link: 'y');
    private static readonly TurkishSuffix NU = new("nı ni nu nü", inHarmony: true);
    private static readonly TurkishSuffix NUn = new("ın in un ün", inHarmony: true, link: 'n');
    private static readonly TurkishSuffix YA = new("a e", inHarmony: true, link: 'y');
    private static readonly TurkishSuffix NA = new("na ne", inHarmony: true);
    private static readonly TurkishSuffix DA = new("da de ta te", inHarmony: true);
    private static readonly TurkishSuffix NdA = new("nda nde", inHarmony: true);
    private static readonly TurkishSuffix DAn = new("dan den tan ten", inHarmony: true);
    private static readonly TurkishSuffix NdAn = new("ndan nden", inHarmony: true);
    private static readonly TurkishSuffix YlA = new("la le", inHarmony: true, link: 'y');
    private static readonly TurkishSuffix Ki = new("ki");
    private static readonly TurkishSuffix NcA = new("ca ce", inHarmony: true, link: 'n');
    private static readonly TurkishSuffix LAr = new("ler lar", inHarmony: true);

    private static readonly TurkishSuffix YUm = new("ım im um üm", inHarmony: true, link: 'y');
    private static readonly TurkishSuffix SUn = new("sın sin sun sün", inHarmony: true);
    private static readonly TurkishSuffix YUz = new("ız iz uz üz", inHarmony: true, link: 'y');
    private static readonly TurkishSuffix SUnUz = new("sınız siniz sunuz sünüz");
    private static readonly TurkishSuffix NUz = new("nız niz nuz nüz", inHarmony: true);
    private static readonly TurkishSuffix DUr = new("tır tir tur tür dır dir dur dür", inHarmony: true);
    private static readonly TurkishSuffix CAsInA = new("casına cesine");
    private static readonly TurkishSuffix YDU = new(
        "tım tim tum tüm dım dim dum düm tın tin tun tün dın din dun dün tık tik tuk tük dık dik duk dük tı ti tu tü dı di du dü", inHarmony: true, link: 'y');
    private static readonly TurkishSuffix YsA = new("sam san sak sem sen sek sa se", link: 'y');
    private static readonly TurkishSuffix YmUs = new("mış miş muş müş", inHarmony: true, link: 'y');
    private static readonly TurkishSuffix Yken = new("ken", link: 'y');

    /// <summary>Takes the suffixes of a nominal verb; false where no suffix of a noun can stand before them.</summary>
    private static bool DropVerbSuffixes(ref Word word)
    {
        var end = word.Length;
        if (Drop(ref word, ref end, YmUs, YDU, YsA, Yken) || DropCAsInA(ref word))
            return true;
        if (Drop(ref word, ref end, LAr))
        {
            Drop(ref word, ref end, DUr, YDU, YsA, YmUs);
            return false;
        }
        if (NUz.StartIn(word.Letters) is >= 0 and var start && StartOf(word, start, YDU, YsA) is >= 0 and var tense)
            word.Drop(word.Length - tense);
        else if (Drop(ref word, ref end, SUnUz, YUz, SUn, YUm))
            Drop(ref word, ref end, YmUs);
        else if (Drop(ref word, ref end, DUr))
            DropYmUs(ref word, word.Length);
        return true;
    }

    private static bool DropCAsInA(ref Word word) => CAsInA.StartIn(word.Letters) is >= 0 and var start && DropYmUs(ref word, start);

    /// <summary>Takes everything from -ymUs on, before <paramref name="at"/>, also with a person between them.</summary>
    private static bool DropYmUs(ref Word word, int at)
    {
        if (StartOf(word, at, SUnUz, LAr, YUm, SUn, YUz) is >= 0 and var person)
            at = person;
        var start = YmUs.StartIn(word.Letters[..at]);
        if (start < 0)
            return false;
        word.Drop(word.Length - start);
        return true;
    }

    /// <summary>Takes the suffixes of a noun: the first of ten chains that the word ends in.</summary>
    private static void DropNounSuffixes(ref Word word)
    {
        var end = word.Length;
        if (Drop(ref word, ref end, LAr))
            DropBeforeKi(ref word, end);
        else if (Drop(ref word, ref end, NcA))
            DropBeforeNcA(ref word, end);
        else if (DropWith(ref word, StartOf(word, end, NdA, NA)) || KeepsOrDropsNU(ref word))
            return;
        else if (Drop(ref word, ref end, DAn))
            DropBeforeDAn(ref word, end);
        else if (Drop(ref word, ref end, NUn, YlA))
            DropBeforeNUn(ref word, end);
        else if (Drop(ref word, ref end, LArI) || DropBeforeKi(ref word, end))
            return;
        else if (Drop(ref word, ref end, DA, YU, YA))
            DropBeforeDA(ref word, end);
        else
            DropOwner(ref word, end);
    }

    private static void DropBeforeNcA(ref Word word, int at)
    {
        if (Drop(ref word, ref at, LArI) || DropOwner(ref word, at))
            return;
        if (Drop(ref word, ref at, LAr))
            DropBeforeKi(ref word, at);
    }

    /// <summary>Takes the suffixes before -ndA or -nA, which begins at <paramref name="at"/>, and that one with them; alone it stays.</summary>
    private static bool DropWith(ref Word word, int at)
    {
        if (at < 0)
            return false;
        var start = StartOf(word, at, LArI, SU);
        if (start < 0)
            return DropBeforeKi(ref word, at);
        var isPlural = LArI.StartIn(word.Letters[..at]) >= 0;
        word.Drop(word.Length - start);
        if (!isPlural)
            DropPlural(ref word, start);
        return true;
    }

    /// <summary>-ndAn or -nU after -sU goes with it; after -lArI both stay.</summary>
    private static bool KeepsOrDropsNU(ref Word word)
    {
        var at = StartOf(word, word.Length, NdAn, NU);
        if (at < 0)
            return false;
        var start = SU.StartIn(word.Letters[..at]);
        if (start < 0)
            return LArI.StartIn(word.Letters[..at]) >= 0;
        word.Drop(word.Length - start);
        DropPlural(ref word, start);
        return true;
    }

    private static void DropBeforeDAn(ref Word word, int at)
    {
        if (Drop(ref word, ref at, Possessives))
            DropPlural(ref word, at);
        else
        {
            Drop(ref word, ref at, LAr);
            DropBeforeKi(ref word, at);
        }
    }

    private static void DropBeforeNUn(ref Word word, int at)
    {
        if (Drop(ref word, ref at, LAr) && DropBeforeKi(ref word, at))
            return;
        if (!DropOwner(ref word, at))
            DropBeforeKi(ref word, at);
    }

    private static void DropBeforeDA(ref Word word, int at)
    {
        var had = Drop(ref word, ref at, Possessives);
        had |= Drop(ref word, ref at, LAr);
        if (had)
            DropBeforeKi(ref word, at);
    }

    /// <summary>Takes the owner's suffix, and a plural before it.</summary>
    private static bool DropOwner(ref Word word, int at)
    {
        if (!Drop(ref word, ref at, Possessives, SU))
            return false;
        DropPlural(ref word, at);
        return true;
    }

    private static void DropPlural(ref Word word, int at)
    {
        if (Drop(ref word, ref at, LAr))
            DropBeforeKi(ref word, at);
    }

    /// <summary>Takes -ki and the chain before it; false where there is none that can be taken.</summary>
    private static bool DropBeforeKi(ref Word word, int end)
    {
        var at = Ki.StartIn(word.Letters[..end]);
        if (at < 0)
            return false;
        if (StartOf(word, at, DA) is >= 0 and var locative)
        {
            word.Cut(locative, end);
            DropBeforeLocativeKi(ref word, locative);
            return true;
        }
        if (StartOf(word, at, NUn) is >= 0 and var genitive)
        {
            word.Cut(genitive, end);
            if (!Drop(ref word, ref genitive, LArI) && !DropOwner(ref word, genitive))
                DropBeforeKi(ref word, genitive);
            return true;
        }
        return StartOf(word, at, NdA) is >= 0 and var inside && DropNdAKi(ref word, inside, end);
    }

    private static void DropBeforeLocativeKi(ref Word word, int at)
    {
        if (Drop(ref word, ref at, LAr))
            DropBeforeKi(ref word, at);
        else if (Drop(ref word, ref at, Possessives))
            DropPlural(ref word, at);
    }

    /// <summary>Takes -ndAki, which ends at <paramref name="end"/>, with -lArI or -sU before it; otherwise only the chain before it.</summary>
    private static bool DropNdAKi(ref Word word, int at, int end)
    {
        var plural = LArI.StartIn(word.Letters[..at]);
        var owned = plural < 0 ? SU.StartIn(word.Letters[..at]) : -1;
        if (plural < 0 && owned < 0)
            return DropBeforeKi(ref word, at);
        word.Cut(Math.Max(plural, owned), end);
        if (owned >= 0)
            DropPlural(ref word, owned);
        return true;
    }
}
