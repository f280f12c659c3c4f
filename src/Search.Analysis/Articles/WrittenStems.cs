using System.Text;
using Search.Analysis.Standard;
using Search.Analysis.Stemming;
using Search.Analysis.Unicode;

namespace Search.Analysis.Articles;

/// <summary>
/// The stems of a language that are made of words as written, in lower case with their accents: every language but English and Arabic.
/// Their terms are folded and begin with <see cref="Mark"/>, which no word has in it, so that they never meet the stems of English:
/// German takes fighters down to fight. Immutable, thread-safe.
/// </summary>
/// <param name="language">The language's stemmer; it reads ' for any apostrophe and composed letters.</param>
/// <param name="isCyrillic">True for words in Cyrillic script, false for those in Latin script: words in any other have no stems here.</param>
internal sealed class WrittenStems(Stemmer language, bool isCyrillic = false) : Stemmer
{
    /// <summary>What the terms begin with.</summary>
    public const byte Mark = (byte)'~';

    private const int LongestOnStack = 512;

    /// <summary>True for a word in the language's script, as its first letter has it.</summary>
    public bool Covers(ReadOnlySpan<byte> word) => !word.IsEmpty && (isCyrillic ? word[0] is 0xD0 or 0xD1 : IsLatin(word[0]));

    /// <summary>The term of a word typed in lower case.</summary>
    public string Term(string written)
    {
        var folded = Encoding.UTF8.GetBytes(Folding.Fold(Stem(written)));
        return (char)Mark + Encoding.UTF8.GetString(folded.AsSpan(0, folded.Length - Possessive.SuffixLength(folded)));
    }

    public override int Stem(Span<char> word, int length)
    {
        if (word[..length].ContainsAnyInRange('\u0300', '\u036F'))
            length = Compose(word, length);
        word[..length].Replace('’', '\'');
        return language.Stem(word, length);
    }

    /// <summary>a-z, À to ɏ: Latin of two bytes, and no digits.</summary>
    private static bool IsLatin(byte first) => (uint)((first | 0x20) - 'a') < 26 || first is >= 0xC3 and <= 0xC9;

    private static int Compose(Span<char> word, int length)
    {
        if (length > LongestOnStack)
            return length;
        Span<char> composed = stackalloc char[LongestOnStack];
        if (!((ReadOnlySpan<char>)word[..length]).TryNormalize(composed, out var written, NormalizationForm.FormC) || written > length)
            return length;
        composed[..written].CopyTo(word);
        return written;
    }
}
