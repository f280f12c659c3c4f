namespace Search.Analysis.English;

/// <summary>
/// Porter's stemmer of 1980 in its author's later form (with -logi and -bli), as Lucene's PorterStemFilter has it: M. F. Porter, "An
/// algorithm for suffix stripping", Program 14 (3). Words of two letters or fewer stay as they are.
/// </summary>
public sealed class PorterStemmer : Stemming.Stemmer
{
    // Step 2: double suffixes to single ones, after a measure of 1 or more. No two rules that fit one word differ in their result but
    // for -ational and -ization, which stand before their tails.
    private static readonly (string Suffix, string Replacement)[] DoubleSuffixes =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"),
        ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"),
        ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
    ];

    // Step 3.
    private static readonly (string Suffix, string Replacement)[] Endings =
    [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ];

    // Step 4, after a measure of 2 or more; -ement before -ment before -ent.
    private static readonly string[] LongEndings =
    [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize",
    ];

    public override int Stem(Span<char> word, int length)
    {
        if (length <= 2)
            return length;
        length = Plural(word, length);
        length = PastAndGerund(word, length);
        FinalY(word, length);
        length = Replace(word, length, DoubleSuffixes);
        length = Replace(word, length, Endings);
        length = DropLongEnding(word, length);
        return FinalE(word, length);
    }

    private static int Plural(Span<char> word, int length)
    {
        if (word[length - 1] != 's')
            return length;
        if (Ends(word, length, "sses") || Ends(word, length, "ies"))
            return length - 2;
        return word[length - 2] == 's' ? length : length - 1;
    }

    private static int PastAndGerund(Span<char> word, int length)
    {
        if (Ends(word, length, "eed"))
            return Measure(word, length - 3) > 0 ? length - 1 : length;
        var cut = Ends(word, length, "ed") ? length - 2 : Ends(word, length, "ing") ? length - 3 : -1;
        return cut < 0 || !HasVowel(word, cut) ? length : Repair(word, cut);
    }

    /// <summary>What is left after -ed or -ing: hopp-, fil-, conflat- and their like.</summary>
    private static int Repair(Span<char> word, int length)
    {
        if (Ends(word, length, "at") || Ends(word, length, "bl") || Ends(word, length, "iz"))
            return AppendE(word, length);
        if (IsDouble(word, length))
            return word[length - 1] is 'l' or 's' or 'z' ? length : length - 1;
        return Measure(word, length) == 1 && IsShort(word, length) ? AppendE(word, length) : length;
    }

    private static int AppendE(Span<char> word, int length)
    {
        word[length] = 'e';
        return length + 1;
    }

    private static void FinalY(Span<char> word, int length)
    {
        if (word[length - 1] == 'y' && HasVowel(word, length - 1))
            word[length - 1] = 'i';
    }

    private static int Replace(Span<char> word, int length, (string Suffix, string Replacement)[] rules)
    {
        foreach (var (suffix, replacement) in rules)
        {
            if (!Ends(word, length, suffix))
                continue;
            var stem = length - suffix.Length;
            if (Measure(word, stem) == 0)
                return length;
            replacement.CopyTo(word[stem..]);
            return stem + replacement.Length;
        }
        return length;
    }

    private static int DropLongEnding(Span<char> word, int length)
    {
        foreach (var suffix in LongEndings)
        {
            if (!Ends(word, length, suffix))
                continue;
            var stem = length - suffix.Length;
            if (suffix == "ion" && (stem == 0 || word[stem - 1] is not ('s' or 't')))
                return length;
            return Measure(word, stem) > 1 ? stem : length;
        }
        return length;
    }

    private static int FinalE(Span<char> word, int length)
    {
        // The measure is taken of the word as this step finds it, with its e.
        var whole = length;
        if (word[length - 1] == 'e')
        {
            var measure = Measure(word, length);
            if (measure > 1 || measure == 1 && !IsShort(word, length - 1))
                length--;
        }
        return word[length - 1] == 'l' && IsDouble(word, length) && Measure(word, whole) > 1 ? length - 1 : length;
    }

    private static bool Ends(Span<char> word, int length, string suffix) => word[..length].EndsWith(suffix);

    private static bool IsConsonant(Span<char> word, int index) => word[index] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => index == 0 || !IsConsonant(word, index - 1),
        _ => true,
    };

    /// <summary>How many times a vowel is followed by a consonant in the first <paramref name="length"/> letters.</summary>
    private static int Measure(Span<char> word, int length)
    {
        var measure = 0;
        var afterVowel = false;
        var consonant = false;
        for (var i = 0; i < length; i++)
        {
            consonant = word[i] switch
            {
                'a' or 'e' or 'i' or 'o' or 'u' => false,
                'y' => i == 0 || !consonant,
                _ => true,
            };
            measure += consonant && afterVowel ? 1 : 0;
            afterVowel = !consonant;
        }
        return measure;
    }

    private static bool HasVowel(Span<char> word, int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (!IsConsonant(word, i))
                return true;
        }
        return false;
    }

    private static bool IsDouble(Span<char> word, int length) =>
        length >= 2 && word[length - 1] == word[length - 2] && IsConsonant(word, length - 1);

    /// <summary>Consonant, vowel, consonant other than w, x, y at the end: hop, but not snow.</summary>
    private static bool IsShort(Span<char> word, int length) =>
        length >= 3 && IsConsonant(word, length - 1) && !IsConsonant(word, length - 2) && IsConsonant(word, length - 3)
        && word[length - 1] is not ('w' or 'x' or 'y');
}
