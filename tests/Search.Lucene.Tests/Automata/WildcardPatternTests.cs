using System.Diagnostics;
using System.Text;
using Search.Lucene.Automata;

namespace Search.Lucene.Tests.Automata;

public sealed class WildcardPatternTests
{
    [Theory]
    [InlineData("ha*a", "haa hama hamama", "ha hamas")]
    [InlineData("h?ma", "hama hيma h😀ma", "hma haama")]
    [InlineData("*moun", "qalamoun moun", "mounx")]
    [InlineData("\\*a\\?", "*a?", "xa? *ab")]
    [InlineData("a\\", "a\\", "a")]
    [InlineData("*", "a حماة", "")]
    [InlineData("???", "abc حمص", "ab abcd")]
    public void Stars_stand_for_any_text_and_question_marks_for_a_character(string pattern, string accepted, string refused)
    {
        Assert.All(accepted.Split(' ', StringSplitOptions.RemoveEmptyEntries), word => Assert.True(Accepts(pattern, word)));
        Assert.All(refused.Split(' ', StringSplitOptions.RemoveEmptyEntries), word => Assert.False(Accepts(pattern, word)));
    }

    [Fact]
    public void An_automaton_accepts_what_comparing_step_by_step_does()
    {
        string[] pieces = ["*", "?", "a", "b", "é", "ش", "😀", "\\*", "\\?", "\\\\"];
        for (var seed = 0; seed < 4_000; seed++)
        {
            var random = new Random(seed);
            var pattern = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)]));
            var automaton = ByteAutomatonBuilder.Build(WildcardPattern.Compile(pattern));
            for (var i = 0; i < 12; i++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => pieces[random.Next(pieces.Length)][^1..] is var last && char.IsSurrogate(last[0]) ? "😀" : last));
                var expected = Matches([.. pattern.EnumerateRunes()], [.. text.EnumerateRunes()]);
                Assert.True(expected == automaton.Accepts(Encoding.UTF8.GetBytes(text)), $"seed {seed}: {pattern} and {text}");
            }
        }
    }

    [Fact]
    public void Many_stars_cost_little_and_question_marks_behind_a_star_are_refused_when_they_are_many()
    {
        var clock = Stopwatch.StartNew();
        Assert.InRange(WildcardPattern.Compile(string.Concat(Enumerable.Repeat("*a*b*c", 300))).StateCount, 900, 1_000);
        Assert.Equal(1, WildcardPattern.Compile(new string('*', 10_000)).StateCount);
        Assert.Throws<PatternTooComplexException>(() => Compile("*a" + new string('?', 30)));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    private static bool Matches(ReadOnlySpan<Rune> pattern, ReadOnlySpan<Rune> text)
    {
        if (pattern.IsEmpty)
            return text.IsEmpty;
        if (pattern[0].Value == '*')
            return Matches(pattern[1..], text) || (!text.IsEmpty && Matches(pattern, text[1..]));
        var escaped = pattern[0].Value == '\\' && pattern.Length > 1;
        var fits = !text.IsEmpty && ((!escaped && pattern[0].Value == '?') || text[0] == pattern[escaped ? 1 : 0]);
        return fits && Matches(pattern[(escaped ? 2 : 1)..], text[1..]);
    }

    private static bool Accepts(string pattern, string text) => Compile(pattern).Accepts(Encoding.UTF8.GetBytes(text));

    private static ByteAutomaton Compile(string pattern) => ByteAutomatonBuilder.Build(WildcardPattern.Compile(pattern));
}
