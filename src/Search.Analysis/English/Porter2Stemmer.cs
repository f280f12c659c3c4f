using System.Buffers;

namespace Search.Analysis.English;

/// <summary>
/// Porter's second English stemmer ("Porter2"), as the Snowball project defines it since its version 3: word for word its vocabulary
/// list. Words of two letters or fewer stay as they are. See https://snowballstem.org/algorithms/english/stemmer.html.
/// </summary>
public sealed class Porter2Stemmer : Stemming.Stemmer
{
    /// <summary>A y that counts as a consonant is written Y while the word is worked on.</summary>
    private const char ConsonantY = 'Y';

    private static readonly (string Word, string Stem)[] Exceptions =
    [
        ("skis", "ski"), ("skies", "sky"), ("idly", "idl"), ("gently", "gentl"), ("ugly", "ugli"), ("early", "earli"), ("only", "onli"),
        ("singly", "singl"), ("sky", "sky"), ("news", "news"), ("howe", "howe"), ("atlas", "atlas"), ("cosmos", "cosmos"), ("bias", "bias"),
        ("andes", "andes"),
    ];

    /// <summary>Words whose first region would otherwise begin too early: general is not genus.</summary>
    private static readonly string[] Beginnings = ["gener", "commun", "arsen", "past", "univers", "later", "emerg", "organ", "inter"];

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    private static readonly string[] KeptBeforeEed = ["proc", "exc", "succ"];
    private static readonly string[] KeptBeforeIng = ["inn", "out", "cann", "herr", "earr", "even"];

    // Step 2 in region 1, longest first; -ogi after l, -li after a valid letter.
    private static readonly (string Suffix, string Replacement)[] DoubleSuffixes =
    [
        ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"),
        ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"),
        ("iviti", "ive"), ("fulli", "ful"), ("ogist", "og"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"),
        ("ator", "ate"), ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
    ];

    // Step 3 in region 1, longest first; -ative in region 2.
    private static readonly (string Suffix, string Replacement)[] Endings =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"),
        ("ness", ""), ("ful", ""),
    ];

    // Step 4 in region 2, longest first; -ion after s or t.
    private static readonly string[] LongEndings =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic",
    ];

    public override int Stem(Span<char> word, int length)
    {
        if (length <= 2 || Exception(word, ref length))
            return length;
        length = MarkConsonantY(word, length);
        var regions = Regions(word, length);
        length = Plural(word, Apostrophe(word, length));
        length = PastAndGerund(word, length, regions);
        FinalY(word, length);
        length = ReplaceDouble(word, length, regions);
        length = ReplaceEnding(word, length, regions);
        length = DropLongEnding(word, length, regions);
        length = FinalLetter(word, length, regions);
        word[..length].Replace(ConsonantY, 'y');
        return length;
    }

    private static bool Exception(Span<char> word, ref int length)
    {
        if (length > 6)
            return false;
        foreach (var (exception, stem) in Exceptions)
        {
            if (!word[..length].SequenceEqual(exception))
                continue;
            stem.CopyTo(word);
            length = stem.Length;
            return true;
        }
        return false;
    }

    /// <summary>Drops an apostrophe at the start and writes the y that are consonants, at the start or after a vowel, as Y.</summary>
    private static int MarkConsonantY(Span<char> word, int length)
    {
        if (word[0] == '\'')
            word[1..length--].CopyTo(word);
        for (var i = 0; i < length; i++)
        {
            if (word[i] == 'y' && (i == 0 || IsVowel(word[i - 1])))
                word[i] = ConsonantY;
        }
        return length;
    }

    /// <summary>Where region 1 and region 2 begin: after the first consonant that follows a vowel, and the same again from there.</summary>
    private static (int First, int Second) Regions(Span<char> word, int length)
    {
        var first = -1;
        foreach (var beginning in Beginnings)
        {
            if (word[..length].StartsWith(beginning))
                first = beginning.Length;
        }
        first = first < 0 ? RegionAfter(word, length, 0) : first;
        return (first, RegionAfter(word, length, first));
    }

    private static int RegionAfter(Span<char> word, int length, int from)
    {
        for (var i = from + 1; i < length; i++)
        {
            if (IsVowel(word[i - 1]) && !IsVowel(word[i]))
                return i + 1;
        }
        return length;
    }

    private static int Apostrophe(Span<char> word, int length)
    {
        if (Ends(word, length, "'s'"))
            return length - 3;
        if (Ends(word, length, "'s"))
            return length - 2;
        return Ends(word, length, "'") ? length - 1 : length;
    }

    private static int Plural(Span<char> word, int length)
    {
        if (Ends(word, length, "sses"))
            return length - 2;
        if (Ends(word, length, "ied") || Ends(word, length, "ies"))
            return length > 4 ? length - 2 : length - 1;
        if (!Ends(word, length, "s") || Ends(word, length, "us") || Ends(word, length, "ss"))
            return length;
        return HasVowel(word, length - 2) ? length - 1 : length;
    }

    private static int PastAndGerund(Span<char> word, int length, (int First, int Second) regions)
    {
        if (Longest(word, length, "eedly", "eed") is > 0 and var eed)
            return ReplaceEed(word, length, length - eed, regions);
        var ending = Longest(word, length, "ingly", "edly", "ing", "ed");
        if (ending == 0)
            return length;
        var stem = length - ending;
        if (ending == 3 && stem == 2 && word[1] == 'y' && !IsVowel(word[0]))
            return Append(word, 1, "ie");
        if (ending == 3 && IsOneOf(word[..stem], KeptBeforeIng))
            return length;
        return HasVowel(word, stem) ? Repair(word, stem, regions) : length;
    }

    private static int ReplaceEed(Span<char> word, int length, int stem, (int First, int Second) regions) =>
        stem < regions.First || IsOneOf(word[..stem], KeptBeforeEed) ? length : stem + 2;

    /// <summary>What is left after -ed or -ing: hopp-, hop-, conflat- and their like.</summary>
    private static int Repair(Span<char> word, int length, (int First, int Second) regions)
    {
        if (Ends(word, length, "at") || Ends(word, length, "bl") || Ends(word, length, "iz"))
            return Append(word, length, "e");
        if (EndsInDouble(word, length))
            return length == 3 && (word[0] is 'a' or 'e' or 'o') ? length : length - 1;
        return length <= regions.First && IsShort(word, length) ? Append(word, length, "e") : length;
    }

    private static int Append(Span<char> word, int length, string letters)
    {
        letters.CopyTo(word[length..]);
        return length + letters.Length;
    }

    private static void FinalY(Span<char> word, int length)
    {
        if (length > 2 && (word[length - 1] is 'y' or ConsonantY) && !IsVowel(word[length - 2]))
            word[length - 1] = 'i';
    }

    private static int ReplaceDouble(Span<char> word, int length, (int First, int Second) regions)
    {
        foreach (var (suffix, replacement) in DoubleSuffixes)
        {
            if (!Ends(word, length, suffix))
                continue;
            var stem = length - suffix.Length;
            if (stem < regions.First || suffix == "ogi" && (stem == 0 || word[stem - 1] != 'l'))
                return length;
            if (suffix == "li" && (stem == 0 || !"cdeghkmnrt".Contains(word[stem - 1], StringComparison.Ordinal)))
                return length;
            return Append(word, stem, replacement);
        }
        return length;
    }

    private static int ReplaceEnding(Span<char> word, int length, (int First, int Second) regions)
    {
        foreach (var (suffix, replacement) in Endings)
        {
            if (!Ends(word, length, suffix))
                continue;
            var stem = length - suffix.Length;
            return stem < (suffix == "ative" ? regions.Second : regions.First) ? length : Append(word, stem, replacement);
        }
        return length;
    }

    private static int DropLongEnding(Span<char> word, int length, (int First, int Second) regions)
    {
        foreach (var suffix in LongEndings)
        {
            if (!Ends(word, length, suffix))
                continue;
            var stem = length - suffix.Length;
            if (stem < regions.Second || suffix == "ion" && (stem == 0 || word[stem - 1] is not ('s' or 't')))
                return length;
            return stem;
        }
        return length;
    }

    private static int FinalLetter(Span<char> word, int length, (int First, int Second) regions)
    {
        var stem = length - 1;
        if (Ends(word, length, "e") && (stem >= regions.Second || stem >= regions.First && !IsShort(word, stem)))
            return stem;
        return Ends(word, length, "ll") && stem >= regions.Second ? stem : length;
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static bool HasVowel(Span<char> word, int length) => length > 0 && word[..length].ContainsAny(Vowels);

    private static bool EndsInDouble(Span<char> word, int length) =>
        length >= 2 && word[length - 1] == word[length - 2] && "bdfgmnprt".Contains(word[length - 1], StringComparison.Ordinal);

    /// <summary>A short syllable at the end: hop, but not snow; a whole word like at or of; past.</summary>
    private static bool IsShort(Span<char> word, int length)
    {
        if (length == 2)
            return IsVowel(word[0]) && !IsVowel(word[1]);
        if (length >= 4 && Ends(word, length, "past"))
            return true;
        return length >= 3 && !IsVowel(word[length - 1]) && word[length - 1] is not ('w' or 'x' or ConsonantY) && IsVowel(word[length - 2])
            && !IsVowel(word[length - 3]);
    }

    private static bool Ends(Span<char> word, int length, string suffix) => word[..length].EndsWith(suffix);

    private static int Longest(Span<char> word, int length, params ReadOnlySpan<string> suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (Ends(word, length, suffix))
                return suffix.Length;
        }
        return 0;
    }

    private static bool IsOneOf(Span<char> word, string[] words)
    {
        foreach (var candidate in words)
        {
            if (word.SequenceEqual(candidate))
                return true;
        }
        return false;
    }
}
