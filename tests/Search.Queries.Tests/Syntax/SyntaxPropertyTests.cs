using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Search.Queries.Saving;
using Search.Queries.Syntax;

namespace Search.Queries.Tests.Syntax;

public sealed class SyntaxPropertyTests
{
    private static readonly string[] Pieces =
        ["a", "Hama", " ", " ", " ", "AND", "OR", "NOT", "and", "(", ")", "\"", "“", "”", "[", "]", "{", "}", " TO ", ":", "title:", "published:", "name:", "*", "?", "~", "~5", "^", "^2", "+", "-", "!", "&&", "||", "/", "\\", "\\u00", "now-7d", "2015-03-01", "،", "؟", "حماة", "\u200F", "\0", "\uD83D", "\uDE00", "，", "\u00A0", "*:*"];

    [Fact]
    public void Printing_and_parsing_a_tree_gives_the_tree() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var tree = new SyntaxTrees(seed).Next();
            foreach (var joiner in Enum.GetValues<QueryOperator>())
            {
                var parsed = QueryParser.Parse(tree.ToString(), new QueryParserOptions { DefaultOperator = joiner });
                Assert.True(parsed.Root is not null || parsed.Errors.All(error => error.Message.Contains("more than one word", StringComparison.Ordinal)), $"{tree}: {parsed.FirstError}");
                Assert.True(parsed.Root is null || parsed.Root.Equals(tree), $"{tree} became {parsed.Root}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void The_normal_form_of_a_normal_form_is_itself() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var normal = NormalForm.Of(new SyntaxTrees(seed).Next());
            Assert.Equal(normal, NormalForm.Of(normal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void No_text_throws_and_every_failure_is_explained()
    {
        var random = new Random(7);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 30_000; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 20); n > 0; n--)
                text.Append(random.Next(20) == 0 ? ((char)random.Next(0x10000)).ToString() : Pieces[random.Next(Pieces.Length)]);
            Check(text.ToString());
        }
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"took {clock.Elapsed}");
    }

    [Fact]
    public void Hostile_texts_of_the_greatest_length_end_quickly()
    {
        var clock = Stopwatch.StartNew();
        foreach (var piece in Pieces.Concat(["*a", "a*b*", "/(a+)+$/ ", "(a OR ", "-(", "\"a\" ", "a^2", "published:[now TO now] ", "a or "]))
            Check(string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length)));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.Elapsed}");
    }

    private static void Check(string text)
    {
        var parsed = QueryParser.Parse(text);

        Assert.True(parsed.IsValid != parsed.Errors.Count > 0, text);
        foreach (var error in parsed.Errors)
        {
            Assert.InRange(error.Position, 0, text.Length);
            Assert.InRange(error.Position + error.Length, error.Position, text.Length);
            Assert.NotEmpty(error.Remedy);
        }
        if (parsed.Root is { } root)
            Assert.Equal(root, QueryParser.Parse(root.ToString(), new QueryParserOptions { MaxLength = int.MaxValue }).Root);
    }
}
