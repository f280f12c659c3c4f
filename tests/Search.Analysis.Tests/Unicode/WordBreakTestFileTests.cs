using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Search.Analysis.Standard;
using Search.Testing;

namespace Search.Analysis.Tests.Unicode;

/// <summary>Unicode's own word break cases (version 15), as far as Lucene 8 follows them: its tokens are the segments that have a word character.</summary>
public class WordBreakTestFileTests
{
    /// <summary>
    /// The cases in which Lucene 8 (Unicode 9 word breaks, emoji sequences of UTS #51 version 11) cuts otherwise than Unicode 15 (WB3c and WB4).
    /// </summary>
    private static readonly Dictionary<string, string[]> Differences = new(StringComparer.Ordinal)
    {
        // Unicode 15 joins ZWJ to any pictograph after it; for Lucene it joins emoji only to each other.
        ["a\u200D\U0001F6D1"] = ["a\u200D", "\U0001F6D1"],
        ["a\u200D\u2701"] = ["a\u200D", "\u2701"],
        // Unicode 15 lets a skin tone extend anything; for Lucene it needs a base that takes one.
        ["\U0001F6D1\U0001F3FF"] = ["\U0001F6D1", "\U0001F3FF"],
        ["\u200D\U0001F6D1\U0001F3FF"] = ["\u200D\U0001F6D1", "\U0001F3FF"],
        // The file calls U+2701 "Other" for its word break property; it is a pictograph all the same.
        ["\u2701\u200D\u2701"] = ["\u2701\u200D\u2701"],
    };

    [SharedFact("data/unicode/WordBreakTest.txt")]
    public void Every_case_gives_the_segments_with_a_word_character()
    {
        var cases = File.ReadLines(Shared.PathOf("data/unicode/WordBreakTest.txt")).Where(line => line.StartsWith('÷')).ToList();
        Assert.True(cases.Count > 1800, "the file is not whole");
        var stream = new TokenStream(new StandardTokenizer());
        foreach (var line in cases)
        {
            var (text, expected) = Parse(line);
            var actual = Tokens.All(stream, Encoding.UTF8.GetBytes(text)).Select(token => token.Term);
            Assert.True(expected.SequenceEqual(actual), line);
        }
    }

    private static (string Text, IEnumerable<string> Tokens) Parse(string line)
    {
        var halves = line.Split('#', 2);
        var properties = new Queue<string>(Regex.Matches(halves[1], @"\((?<property>\w+)\) [÷×]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)
            .Select(match => match.Groups["property"].Value));
        var text = "";
        var words = new List<string>();
        foreach (var segment in halves[0].Split('÷', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var points = segment.Split([' ', '×', '\t'], StringSplitOptions.RemoveEmptyEntries);
            var written = string.Concat(points.Select(point => new Rune(int.Parse(point, NumberStyles.HexNumber))));
            var held = points.Select(_ => properties.Dequeue()).ToList();
            if (held.Exists(IsWord) || held.Count(property => property == "RI") == 2)
                words.Add(written);
            text += written;
        }
        return (text, Differences.GetValueOrDefault(text) ?? words.AsEnumerable());
    }

    private static bool IsWord(string property) => property is "ALetter" or "Hebrew_Letter" or "Numeric" or "Katakana" or "ExtPict";
}
