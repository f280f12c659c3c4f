using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Search.Lucene.Automata;

namespace Search.Lucene.Tests.Automata;

public sealed class RegExpTests
{
    [Theory]
    [InlineData("ab?c", "abc ac", "abbc a")]
    [InlineData("ab*", "a ab abbb", "b aba")]
    [InlineData("(ab)+", "ab abab", "a aba")]
    [InlineData("a{3}", "aaa", "aa aaaa")]
    [InlineData("a{2,}", "aa aaaaa", "a")]
    [InlineData("a{0,2}b", "b ab aab", "aaab a")]
    [InlineData("a{2,1}", "", "a aa")]
    [InlineData("a|bc|d", "a bc d", "abc c")]
    [InlineData("[a-c]x[^0-9]", "axb cxx", "dxa ax1 a9a")]
    [InlineData("[]a]", "] a", "[ b")]
    [InlineData("[a\\-z]", "a - z", "m")]
    [InlineData("~(abc)", "ab abcd x", "abc")]
    [InlineData("~abc", "xbc bbc", "abc")]
    [InlineData("~a*", "x xyz aa", "a")]
    [InlineData("@hama@", "hama alhama hamas", "ham")]
    [InlineData("@a@&@b@&~(@c@)", "ab ba xaxbx", "a b abc")]
    [InlineData("a\"b|c\"d", "ab|cd", "abd acd")]
    [InlineData("<7-12>", "7 07 0012 12 9", "6 13 012x")]
    [InlineData("<07-12>", "07 12", "7 012 13")]
    [InlineData("<12-7>", "7 12 012", "6")]
    [InlineData("<0-5>x", "0x 5x", "00x 6x x")]
    [InlineData("#", "", "a #")]
    [InlineData("a()b", "ab", "a b")]
    [InlineData("*a", "*a", "a")]
    [InlineData("a||b", "a |b", "b")]
    [InlineData("a\\*b", "a*b", "ab aab")]
    [InlineData("^a$", "^a$", "a")]
    [InlineData("حم[اة]", "حما حمة", "حم حماة")]
    [InlineData(".😀", "a😀", "😀")]
    public void The_syntax_is_Lucenes(string pattern, string accepted, string refused)
    {
        Assert.All(Words(accepted), word => Assert.True(Accepts(pattern, word), $"/{pattern}/ {word}"));
        Assert.All(Words(refused), word => Assert.False(Accepts(pattern, word), $"/{pattern}/ {word}"));
    }

    [Theory]
    [InlineData("(ab", 0, "not closed")]
    [InlineData("ab)", 2, "closes nothing")]
    [InlineData("(a|)", 0, "not closed")]
    [InlineData("a[bc", 1, "not closed")]
    [InlineData("a\"bc", 1, "not closed")]
    [InlineData("a<1-2", 1, "not closed")]
    [InlineData("<a>", 0, "two numbers")]
    [InlineData("<1-2-3>", 0, "two numbers")]
    [InlineData("<99999999999-1>", 1, "no number")]
    [InlineData("a{x}", 2, "number must follow")]
    [InlineData("a{1,2", 1, "not closed")]
    [InlineData("a{99999999999}", 2, "no number")]
    [InlineData("[z-a]", 1, "ends before it begins")]
    [InlineData("a|", 1, "must follow")]
    [InlineData("a\\", 1, "must follow")]
    public void What_is_no_expression_is_told_with_its_place(string pattern, int position, string message)
    {
        var mistake = Assert.Throws<PatternSyntaxException>(() => RegExp.Parse(pattern));
        Assert.Equal(position, mistake.Position);
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_automaton_accepts_what_the_naive_matcher_matches()
    {
        var accepted = 0;
        for (var seed = 0; seed < 6_000; seed++)
        {
            var patterns = new RandomPatterns(new Random(seed));
            var pattern = patterns.Next(depth: seed % 5);
            var automaton = Compile(pattern.ToString());
            for (var i = 0; i < 12; i++)
            {
                var text = patterns.Text();
                var expected = pattern.Matches(text);
                accepted += expected ? 1 : 0;
                Assert.True(expected == automaton.Accepts(Encoding.UTF8.GetBytes(text)), $"seed {seed}: /{pattern}/ and \"{text}\", which {(expected ? "matches" : "does not match")}");
            }
        }
        Assert.InRange(accepted, 10_000, 62_000);
    }

    [Fact]
    public void A_printed_expression_parses_to_the_same()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var patterns = new RandomPatterns(new Random(seed));
            var pattern = patterns.Next(depth: 3);
            var printed = RegExp.Parse(pattern.ToString()).ToString();
            var automaton = Compile(printed);
            for (var i = 0; i < 8; i++)
            {
                var text = patterns.Text();
                Assert.True(pattern.Matches(text) == automaton.Accepts(Encoding.UTF8.GetBytes(text)), $"seed {seed}: /{pattern}/ became /{printed}/, \"{text}\"");
            }
        }
    }

    [Fact]
    public void Where_the_syntax_is_that_of_NETs_the_matches_are_too()
    {
        string[] pieces = ["a", "b", "c", "ab", ".", "[ab]", "[^a]", "(a|bc)", "(b|)", "[a-c]"];
        string[] times = ["", "", "", "*", "+", "?", "{2}", "{1,3}"];
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)].Replace("(b|)", "(b|())") + times[random.Next(times.Length)]));
            var expected = new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(10));
            var automaton = Compile(pattern);
            for (var i = 0; i < 20; i++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => "abcd"[random.Next(4)]));
                Assert.True(expected.IsMatch(text) == automaton.Accepts(Encoding.UTF8.GetBytes(text)), $"seed {seed}: /{pattern}/ {text}");
            }
        }
    }

    [Fact]
    public void Numbers_between_are_those_between()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var numbers = new TestPattern.Numbers(random.Next(random.Next(2) == 0 ? 12 : 200), random.Next(200, 2_000));
            var automaton = Compile(numbers.ToString());
            for (var value = 0; value < 2_200; value += random.Next(1, 9))
            {
                var text = value.ToString(new string('0', random.Next(1, 6)), CultureInfo.InvariantCulture);
                Assert.True(numbers.Matches(text) == automaton.Accepts(Encoding.UTF8.GetBytes(text)), $"seed {seed}: {numbers} {text}");
            }
        }
    }

    [Theory]
    [InlineData("[AÀ]b", "ab", "Ab x")]
    [InlineData("É.*", "e eb", "b")]
    [InlineData("[^Å]x", "bx", "ax")]
    [InlineData("[A-C]x", "ax bx cx", "dx")]
    [InlineData("stra[ß]e", "strasse", "strase")]
    [InlineData("أَسَد", "اسد", "أسد")]
    [InlineData("حما[ةه]", "حماه", "حماة")]
    [InlineData("~(Hama)", "homs", "hama")]
    [InlineData("A{2,3}", "aa aaa", "a")]
    public void Folding_makes_of_an_expression_what_it_made_of_the_terms(string pattern, string accepted, string refused)
    {
        var folded = RegExp.Parse(pattern).Fold(Search.Analysis.Articles.WordForms.Fold).ToString();
        Assert.All(Words(accepted), word => Assert.True(Accepts(folded, word), $"/{folded}/ {word}"));
        Assert.All(Words(refused).Where(word => Search.Analysis.Articles.WordForms.Fold(word) == word), word => Assert.False(Accepts(folded, word), $"/{folded}/ {word}"));
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+b")]
    [InlineData("((((a*)*)*)*)*b")]
    [InlineData("(x+x+)+y")]
    [InlineData("(a?){50}a{50}")]
    [InlineData("~(~(~(a@)&@b)&@c)")]
    public void What_makes_others_backtrack_without_end_is_small_here(string pattern)
    {
        var clock = Stopwatch.StartNew();
        Assert.InRange(Compile(pattern).StateCount, 1, 400);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("((a{1,1000}){1,1000})")]
    [InlineData("@a.{20}")]
    [InlineData("(.*a){12}.{12}b")]
    [InlineData("((a|b|c){1,500}){1,500}")]
    [InlineData("@a@b@c@&@d@e@f@&@g@h@i@&@j@k@l@&@m@n@o@&@p@q@r@&@s@t@u@&@v@w@x@")]
    [InlineData("a{2147483647}")]
    public void What_would_be_too_big_is_refused_soon(string pattern)
    {
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<PatternTooComplexException>(() => Compile(pattern));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000_000);
    }

    [Fact]
    public void Long_and_deep_expressions_are_refused_and_not_stumbled_over()
    {
        Assert.Throws<PatternSyntaxException>(() => RegExp.Parse(new string('(', 1_000) + "a" + new string(')', 999)));
        Assert.Throws<PatternSyntaxException>(() => RegExp.Parse(new string('a', 3_000)));
        Assert.True(Accepts(string.Concat(Enumerable.Repeat("a?", 500)), "aaa"));
        Assert.True(Accepts(new string('~', 1_000) + "a", "a"));
        Assert.Equal(new string('a', 2_000), RegExp.Parse(new string('A', 2_000)).Fold(letter => letter.ToLowerInvariant()).ToString());
    }

    private static string[] Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool Accepts(string pattern, string text) => Compile(pattern).Accepts(Encoding.UTF8.GetBytes(text));

    private static ByteAutomaton Compile(string pattern) => ByteAutomatonBuilder.Build(RegExp.Parse(pattern).Compile());
}
