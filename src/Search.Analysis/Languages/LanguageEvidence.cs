using System.Collections.Frozen;
using System.Numerics;

namespace Search.Analysis.Languages;

/// <summary>The profiles of one script's languages, turned round: what a word says about each language. Immutable, thread-safe.</summary>
internal sealed class LanguageEvidence
{
    // What is found counts the less, the more languages have it.
    private const double ForeignLetter = -0.8;
    private const double OwnLetter = 0.4;
    private const double Ending = 0.35;
    private const int ShortestWithEnding = 5;

    private readonly string[] _codes;
    private readonly FrozenDictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly FrozenDictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> _endings;
    private readonly FrozenDictionary<char, uint> _letters;
    private readonly int _longestEnding;
    private readonly bool _isLatin;

    public LanguageEvidence(LanguageProfile[] profiles, bool isLatin)
    {
        _codes = [.. profiles.Select(profile => profile.Code)];
        _isLatin = isLatin;
        _words = Masks(profiles, profile => profile.Words).GetAlternateLookup<ReadOnlySpan<char>>();
        var endings = Masks(profiles, profile => profile.Endings);
        _endings = endings.GetAlternateLookup<ReadOnlySpan<char>>();
        _longestEnding = endings.Keys.Max(ending => ending.Length);
        _letters = profiles.SelectMany((profile, i) => profile.Letters.Select(letter => (letter, Mask: 1u << i)))
            .GroupBy(entry => entry.letter).ToFrozenDictionary(group => group.Key, group => group.Aggregate(0u, (mask, entry) => mask | entry.Mask));
    }

    public int Count => _codes.Length;

    public string Code(int index) => _codes[index];

    /// <summary>Adds to each language's score what a word in lower case says about it.</summary>
    public void Add(ReadOnlySpan<char> word, Span<double> scores)
    {
        AddLetters(word, scores);
        if (_words.TryGetValue(word, out var mask))
            Add(mask, 1, scores);
        else if (word.Length >= ShortestWithEnding)
            AddEnding(word, scores);
    }

    private static FrozenDictionary<string, uint> Masks(LanguageProfile[] profiles, Func<LanguageProfile, string> list) => profiles
        .SelectMany((profile, i) => list(profile).Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(entry => (entry, Mask: 1u << i)))
        .GroupBy(entry => entry.entry, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Aggregate(0u, (mask, entry) => mask | entry.Mask), StringComparer.Ordinal);

    private static void Add(uint mask, double weight, Span<double> scores)
    {
        weight *= BitOperations.PopCount(mask) switch { 1 => 1, 2 => 0.7, 3 => 0.5, _ => 0.35 };
        for (; mask != 0; mask &= mask - 1)
            scores[BitOperations.TrailingZeroCount(mask)] += weight;
    }

    /// <summary>Each letter of an alphabet counts once a word, for those who have it and against the others.</summary>
    private void AddLetters(ReadOnlySpan<char> word, Span<double> scores)
    {
        var having = uint.MaxValue >> (32 - Count);
        var all = having;
        foreach (var letter in word)
        {
            if (_letters.TryGetValue(letter, out var mask))
                having &= mask;
            else if (_isLatin && letter >= 0x80)
                having = 0;
        }
        if (having == all)
            return;
        Add(having, OwnLetter, scores);
        for (var i = 0; i < Count; i++)
            scores[i] += (having & 1u << i) == 0 ? ForeignLetter : 0;
    }

    private void AddEnding(ReadOnlySpan<char> word, Span<double> scores)
    {
        for (var length = Math.Min(_longestEnding, word.Length - 2); length >= 2; length--)
        {
            if (!_endings.TryGetValue(word[^length..], out var mask))
                continue;
            Add(mask, Ending, scores);
            return;
        }
    }
}
