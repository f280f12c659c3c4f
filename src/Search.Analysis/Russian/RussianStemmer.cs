using System.Buffers;
using Search.Analysis.Stemming;

namespace Search.Analysis.Russian;

/// <summary>The Russian stemmer of the Snowball project, version 3; ё is read as е. See https://snowballstem.org/algorithms/russian/stemmer.html.</summary>
public sealed class RussianStemmer : Stemmer
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("аеиоуыэюя");

    // In all tables, true for a suffix that asks for а or я before it.
    private static readonly SuffixTable<bool> Gerunds = new(("в вши вшись", true), ("ив ивши ившись ыв ывши ывшись", false));

    private static readonly SuffixTable<bool> Adjectives = new(
        ("ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею", false));

    private static readonly SuffixTable<bool> Participles = new(("ем нн вш ющ щ", true), ("ивш ывш ующ", false));

    private static readonly SuffixTable<bool> Reflexives = new(("ся сь", false));

    private static readonly SuffixTable<bool> Verbs = new(
        ("ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно", true),
        ("ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю", false));

    private static readonly SuffixTable<bool> Nouns = new(
        ("а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я", false));

    private static readonly SuffixTable<bool> Derivations = new(("ост ость", false));

    private static readonly SuffixTable<bool> Superlatives = new(("ейш ейше", false));

    public override int Stem(Span<char> word, int length)
    {
        word[..length].Replace('ё', 'е');
        var verbs = Regions.PastVowel(word[..length], 0, Vowels);
        var second = Regions.After(word[..length], Regions.PastConsonant(word[..length], verbs, Vowels), Vowels);
        // Nothing before the region of verbs is looked at again.
        var cut = new Word(word[verbs..], length - verbs);
        DropInflection(ref cut);
        cut.DropIn(0, "и");
        cut.DropIn(second - verbs, Derivations, out _);
        TidyUp(ref cut);
        return verbs + cut.Length;
    }

    private static void DropInflection(ref Word word)
    {
        if (Drop(ref word, Gerunds))
            return;
        Drop(ref word, Reflexives);
        if (Drop(ref word, Adjectives))
            Drop(ref word, Participles);
        else if (!Drop(ref word, Verbs))
            Drop(ref word, Nouns);
    }

    private static bool Drop(ref Word word, SuffixTable<bool> suffixes)
    {
        var suffix = suffixes.Find(word.Letters, out var afterA);
        if (suffix == 0 || afterA && !word.EndsInOneOf("ая", suffix + 1))
            return false;
        word.Drop(suffix);
        return true;
    }

    private static void TidyUp(ref Word word)
    {
        if (word.DropIn(0, Superlatives, out _) || word.Ends("н"))
        {
            if (word.Ends("нн"))
                word.Drop(1);
        }
        else
            word.DropIn(0, "ь");
    }
}
