using System.Diagnostics;
using System.Globalization;
using Search.Queries.Articles;
using Search.Queries.Searching;

namespace Search.Queries.Tests.Searching;

/// <summary>Queries that are meant to hurt: each ends soon, with an answer or with a mistake that is told.</summary>
public sealed class HostileQueryTests(HostileQueryTests.ManyWords articles) : IClassFixture<HostileQueryTests.ManyWords>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static TheoryData<string, string> Queries => new()
    {
        { "10,000 words", string.Join(' ', Enumerable.Range(0, 10_000).Select(Word)) },
        { "10,000 clauses of one sign", string.Join(' ', Enumerable.Range(0, 9_999).Select(i => (char)('一' + i))) },
        { "6,600 prohibited clauses of one sign", "storm" + string.Concat(Enumerable.Range(0, 6_600).Select(i => $" -{(char)('一' + i)}")) },
        { "4,000 alternatives of a letter", string.Join(" OR ", Enumerable.Repeat("a", 4_000)) },
        { "2,000 prefixes", string.Join(" OR ", Enumerable.Range(0, 2_000).Select(i => $"{Word(i)[..2]}*")) },
        { "1,500 inexact words", string.Join(" OR ", Enumerable.Range(0, 1_500).Select(i => $"{Word(i)}~2")) },
        { "2,000 prohibited words", "storm " + string.Join(' ', Enumerable.Range(0, 2_000).Select(i => "-" + Word(i))) },
        { "stars between letters", "*a*b*c*" },
        { "many stars between letters", "*" + string.Join('*', Enumerable.Repeat("e", 40)) + "*" },
        { "many question marks", "*a" + new string('?', 60) },
        { "300 patterns", string.Join(" OR ", Enumerable.Range(0, 300).Select(i => $"*{Word(i)[..1]}*{Word(i)[1..2]}*")) },
        { "all words", "*" },
        { "64 parentheses", new string('(', 60) + "storm" + new string(')', 60) },
        { "10,000 parentheses", new string('(', 9_900) + "storm" + new string(')', 9_900) },
        { "parentheses that don't close", new string('(', 20_000) },
        { "10,000 NOT", string.Concat(Enumerable.Repeat("NOT ", 4_900)) + "storm" },
        { "nested repetitions", "/(a+)+$/" },
        { "repetitions of repetitions", "/((((a*)*)*)*)*b/" },
        { "repeated alternatives", "/(a|aa|aaa)+(b|bb)+c/" },
        { "counted repetitions", "/(.{0,30}a){20}/" },
        { "counted repetitions of counted ones", "/((a{1,1000}){1,1000}){1,1000}/" },
        { "complement", "/~((a|b)*abb(a|b){15})/" },
        { "a giant inexact word", new string('a', 19_000) + "~2" },
        { "an inexact word of 500 letters", new string('a', 500) + "~2" },
        { "a long phrase whose words may stand apart", $"\"{string.Join(' ', Enumerable.Range(0, 1_500).Select(Word))}\"~10000" },
        { "one word again and again that may stand apart", $"\"{string.Join(' ', Enumerable.Repeat("storm", 1_500))}\"~10000" },
        { "two words again and again that may stand apart", $"\"{string.Join(' ', Enumerable.Repeat("storm rain", 900))}\"~10000" },
        { "many phrases whose words may stand apart", string.Join(" OR ", Enumerable.Repeat("\"storm rain storm rain wind\"~1000", 500)) },
        { "a range of all words", "author:[a TO zzzz]" },
        { "nothing but operators", string.Concat(Enumerable.Repeat("AND OR NOT ", 1_500)) },
        { "quotation marks", new string('"', 19_999) },
        { "backslashes", new string('\\', 19_999) },
        { "fields of fields", string.Concat(Enumerable.Repeat("title:(", 2_800)) + "storm" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void It_ends_soon_with_an_answer_or_a_mistake_that_is_told(string name, string text)
    {
        Assert.NotEmpty(name);
        foreach (var order in Enum.GetValues<SearchOrder>())
        {
            var clock = Stopwatch.StartNew();
            var answer = articles.Searcher.Search(new SearchRequest(text) { Facets = 5, Order = order });
            Assert.True(clock.Elapsed < Patience, $"{clock.Elapsed.TotalSeconds:0.0} s");
            Assert.All(answer.Parsed.Errors, error => Assert.NotEmpty(error.Remedy));
            Assert.True(answer.Parsed.IsValid || answer.Hits.Count == 0);
        }
    }

    private static string Word(int number)
    {
        var letters = new char[6];
        var rest = number * 48_611;
        for (var i = 0; i < letters.Length; i++, rest = (rest / 7) + number + i)
            letters[i] = (char)('a' + (Math.Abs(rest) % 26));
        return new string(letters);
    }

    /// <summary>Articles of many different words, and of a few that come again and again.</summary>
    public sealed class ManyWords : IDisposable
    {
        private readonly SearchedArticles _articles = new([.. Enumerable.Range(0, 1_500).Select(Article)], perSegment: 500) { Clock = TimeProvider.System };

        public ArticleSearcher Searcher => _articles.Searcher;

        public void Dispose() => _articles.Dispose();

        private static ArticleText Article(int number) => new()
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            Seq = number + 1,
            Title = $"Storm {Word(number)}",
            Body = string.Join(' ', Enumerable.Range(0, 250).Select(i => (i % 5) switch { 0 => "storm", 1 => "rain", _ => Word((number * 150) + i) })),
            Language = "en",
            Author = Word(number),
            Seen = DateTimeOffset.UnixEpoch,
        };
    }
}
