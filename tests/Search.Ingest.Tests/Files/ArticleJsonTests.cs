using System.Text;
using System.Text.Json;
using Search.Data.Articles;
using Search.Ingest.Files;

namespace Search.Ingest.Tests.Files;

public sealed class ArticleJsonTests
{
    private static readonly string[] Names =
    [
        "id", "url", "title", "author", "published", "source", "language", "body", "tags", "Title", "other", "", "\\u0074itle", "bod\\u0079", "\\ud800", "id\\udc00",
    ];

    private static readonly string[] Texts =
    [
        "", "a", "Two  words", " x ", "\\n\\n", "A.\\n\\nB.", "A.\\r\\n \\n\\n\\nB\\tC", "\\u00e9\\u0000\\u00ad", "\\ud83d\\ude00", "\\ud83d x", "\\\\ud83d", "خبر عاجل", "“q”", "😀",
        "A &amp; B", "By Ann Lee", "by ", "2015-03-17", "3 May 2014", "en-US", "mul", "http://EXAMPLE.com/a?utm_source=x&b=%c3%a9", "urn:x:1", "\\\"q\\\"\\/",
    ];

    private static readonly string[] Others = ["1", "-2.50e3", "true", "false", "null", "{}", "[]", "[[1],{\"a\":[2]}]", "{\"title\":\"inner\",\"tags\":[\"x\"]}"];

    [Theory]
    [InlineData("[1]", "this is no JSON object")]
    [InlineData("\"a\"", "this is no JSON object")]
    [InlineData("null", "this is no JSON object")]
    [InlineData("{}", "the article has neither title nor body")]
    [InlineData("{\"title\":\"a\"} x", "invalid JSON: 'x' is invalid after a single JSON value. Expected end of data. At byte 14 of the line.")]
    [InlineData("{\"title\":\"a\",}", "invalid JSON: The JSON object contains a trailing comma at the end which is not supported in this mode. Change the reader options. At byte 13 of the line.")]
    [InlineData("{\"title\":\0}", "this is no text (binary data)")]
    public void What_is_no_article_says_why(string line, string expected)
    {
        Assert.Null(ArticleJson.Parse(Encoding.UTF8.GetBytes(line), out _, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void Of_a_property_that_is_there_twice_the_later_counts()
    {
        var draft = ArticleJson.Parse("""{"title":"a","author":["A","B"],"body":"one","tags":["x"],"author":"C","body":"two","title":7,"tags":null}"""u8.ToArray(), out _, out _)!;
        Assert.Equal(("7", "C", "two", 0), (draft.Title, draft.Author, draft.Body, draft.Tags.Count));
    }

    [Fact]
    public void Nesting_has_a_limit_inside_and_outside_of_what_is_read()
    {
        foreach (var name in new[] { "tags", "author", "body", "other" })
        {
            foreach (var depth in new[] { 30, 31, 32, 33 })
                AssertSame(Encoding.UTF8.GetBytes($$"""{"title":"a","{{name}}":{{new string('[', depth)}}{{new string(']', depth)}}}"""));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_line_is_read_as_by_a_parser_of_whole_documents(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 4_000; round++)
            AssertSame(Encoding.UTF8.GetBytes(Line(random)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_damaged_line_has_the_problem_that_a_parser_of_whole_documents_finds(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 6_000; round++)
        {
            var damaged = Mutations.Of(Encoding.UTF8.GetBytes(Line(random)), random.Next());
            AssertSame(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(damaged).Replace('\n', ' ')));
        }
    }

    private static void AssertSame(byte[] line)
    {
        var expected = NaiveArticleJson.Parse(line, out var expectedUrl, out var expectedProblem);
        var actual = ArticleJson.Parse(line, out var actualUrl, out var actualProblem);
        Assert.Equal((Encoding.UTF8.GetString(line), expectedProblem, expectedUrl, Printed(expected)), (Encoding.UTF8.GetString(line), actualProblem, actualUrl, Printed(actual)));
    }

    private static string Printed(ArticleDraft? draft) => JsonSerializer.Serialize(draft);

    private static string Line(Random random)
    {
        var properties = Enumerable.Range(0, random.Next(1, 12)).Select(_ => $"\"{Pick(random, Names)}\"{Space(random)}:{Space(random)}{Value(random)}");
        return Space(random) + "{" + string.Join("," + Space(random), properties) + "}" + Space(random);
    }

    private static string Value(Random random) => random.Next(8) switch
    {
        0 => Pick(random, Others),
        1 => "[" + string.Join(",", Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(4) == 0 ? Pick(random, Others) : Text(random))) + "]",
        _ => Text(random),
    };

    private static string Text(Random random) => "\"" + string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, Texts))) + "\"";

    private static string Space(Random random) => random.Next(6) == 0 ? Pick(random, [" ", "\t", "  ", "\r"]) : "";

    private static string Pick(Random random, string[] list) => list[random.Next(list.Length)];
}
