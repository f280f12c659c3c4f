using System.Globalization;

namespace Search.Analysis.Languages;

/// <summary>
/// The language of a text, also of a short one: by its script, then by function words, letters and the ends of words. Says nothing rather
/// than something doubtful. Thread-safe.
/// </summary>
public static class LanguageDetector
{
    private const int CharactersRead = 4_000;
    private const int FewestLetters = 6;
    private const int LongestWord = 40;

    /// <summary>How much of a text's letters its script must have.</summary>
    private const double MainShare = 0.7;

    /// <summary>Evidence that is enough, in function words of no other language; and for each word of the text.</summary>
    private const double Enough = 1;

    private const double EnoughPerWord = 0.1;

    /// <summary>Japanese has at least one kana among so many characters.</summary>
    private const int JapaneseShare = 20;

    /// <summary>How far the best language must lead the next: by a factor, and by some evidence.</summary>
    private const double LeadFactor = 1.25;

    private const double Lead = 0.5;

    private static readonly LanguageEvidence Latin = new(LanguageProfiles.Latin, isLatin: true);
    private static readonly LanguageEvidence Cyrillic = new(LanguageProfiles.Cyrillic, isLatin: false);
    private static readonly LanguageEvidence Arabic = new(LanguageProfiles.Arabic, isLatin: false);
    private static readonly int Systems = Enum.GetValues<WritingSystem>().Length;

    /// <summary>ISO 639-1 code (639-3 for Sorani, ckb), or null where the text does not make it clear.</summary>
    public static string? Detect(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, CharactersRead)];
        Span<int> letters = stackalloc int[Systems];
        foreach (var letter in text)
            letters[(int)SystemOf(letter)]++;
        letters[(int)WritingSystem.None] = 0;
        var kana = letters[(int)WritingSystem.Kana];
        letters[(int)WritingSystem.Han] += kana;
        letters[(int)WritingSystem.Kana] = 0;
        var (main, all) = (0, 0);
        for (var i = 0; i < Systems; i++)
        {
            all += letters[i];
            main = letters[i] > letters[main] ? i : main;
        }
        if (letters[main] < FewestLetters || letters[main] < all * MainShare)
            return null;
        return (WritingSystem)main == WritingSystem.Han ? kana * JapaneseShare > letters[main] ? "ja" : "zh" : OfSystem((WritingSystem)main, text);
    }

    private static string? OfSystem(WritingSystem system, ReadOnlySpan<char> text) => system switch
    {
        WritingSystem.Latin => ByEvidence(Latin, system, text),
        WritingSystem.Cyrillic => ByEvidence(Cyrillic, system, text),
        WritingSystem.Arabic => ByEvidence(Arabic, system, text),
        WritingSystem.Greek => "el",
        WritingSystem.Hebrew => "he",
        WritingSystem.Armenian => "hy",
        WritingSystem.Georgian => "ka",
        WritingSystem.Thai => "th",
        WritingSystem.Hangul => "ko",
        _ => null,
    };

    private static string? ByEvidence(LanguageEvidence evidence, WritingSystem system, ReadOnlySpan<char> text)
    {
        Span<double> scores = stackalloc double[evidence.Count];
        Span<char> word = stackalloc char[LongestWord];
        var words = 0;
        var before = ' ';
        for (var at = 0; at < text.Length; at++)
        {
            var length = ReadWord(system, text, ref at, word);
            var after = at < text.Length ? text[at] : ' ';
            if (length > 0 && !(length == 1 && IsPartOfWord(before, after)))
            {
                evidence.Add(word[..length], scores);
                words++;
            }
            before = after;
        }
        return Clear(evidence, scores, words);
    }

    /// <summary>Reads letters of a script, in lower case and without marks, up to something else; returns how many.</summary>
    private static int ReadWord(WritingSystem system, ReadOnlySpan<char> text, ref int at, Span<char> word)
    {
        var length = 0;
        for (; at < text.Length; at++)
        {
            if (SystemOf(text[at]) == system)
            {
                if (length < word.Length)
                    word[length++] = char.ToLowerInvariant(text[at]);
            }
            else if (char.GetUnicodeCategory(text[at]) != UnicodeCategory.NonSpacingMark)
                break;
        }
        return length;
    }

    /// <summary>True between signs that make one letter part of something: U.S. and the possessive 's, but not l'an.</summary>
    private static bool IsPartOfWord(char before, char after) => before is '\'' or '’' or '.' || after == '.';

    /// <summary>The language with the best score, where it is good enough and far enough from the next.</summary>
    private static string? Clear(LanguageEvidence evidence, ReadOnlySpan<double> scores, int words)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            best = scores[i] > scores[best] ? i : best;
        var next = double.NegativeInfinity;
        for (var i = 0; i < scores.Length; i++)
            next = i != best ? Math.Max(next, scores[i]) : next;
        var isClear = scores[best] >= Math.Max(Enough, words * EnoughPerWord) && scores[best] >= Math.Max(next * LeadFactor, next + Lead);
        return isClear ? evidence.Code(best) : null;
    }

    private static WritingSystem SystemOf(char letter) => letter switch
    {
        < 'A' => WritingSystem.None,
        < '\u0250' or >= '\u1E00' and < '\u1F00' => char.IsLetter(letter) ? WritingSystem.Latin : WritingSystem.None,
        >= '\u0370' and < '\u0400' or >= '\u1F00' and < '\u2000' => WritingSystem.Greek,
        >= '\u0400' and < '\u0530' => WritingSystem.Cyrillic,
        >= '\u0530' and < '\u0590' => WritingSystem.Armenian,
        >= '\u0590' and < '\u0600' => WritingSystem.Hebrew,
        >= '\u0600' and < '\u0700' or >= '\uFB50' and < '\uFE00' or >= '\uFE70' and < '\uFEFF' => char.IsLetter(letter) ? WritingSystem.Arabic : WritingSystem.None,
        >= '\u0E00' and < '\u0E80' => WritingSystem.Thai,
        >= '\u10A0' and < '\u1100' => WritingSystem.Georgian,
        >= '\u3040' and < '\u3100' => WritingSystem.Kana,
        >= '\u4E00' and < '\uA000' => WritingSystem.Han,
        >= '\uAC00' and < '\uD7A4' => WritingSystem.Hangul,
        _ => WritingSystem.None,
    };
}
