using System.Text.Json;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary><c>search index</c> on real files: what the files hold is what comes in, and the queries find it.</summary>
public sealed class IndexCommandTests : IDisposable
{
    private const string Page = "data/articles/000_af3c7c8427f9013b.txt";
    private const string Fakes = "data/articles/fakes.jsonl.gz";
    private const string AgNews = "data/articles/agnews_test.jsonl.gz";
    private const string Bodies = "data/articles/fnc1_train_bodies.jsonl.gz";
    private const string NearDuplicates = "data/articles/minhash2500.jsonl.gz";
    private const string Arabic = "data/articles/almayadeen.jsonl.gz";

    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public IndexCommandTests() => _search = new SearchProgram(_folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [SharedFact(Page)]
    public async Task The_Syria_Direct_page_is_found_with_title_authors_and_date()
    {
        await _search.MustAsync("index", Shared.PathOf(Page));

        var found = await _search.MustAsync("query", "Qalamoun AND incursion", "--json");

        Assert.Equal(1, found.Json.GetProperty("total").GetInt32());
        var hit = Assert.Single(found.Json.GetProperty("hits").EnumerateArray());
        Assert.Equal("IS buildup near Lebanon border suggests future incursion", hit.GetProperty("title").GetString());
        Assert.Equal("Osama Abu Zeid, Dan Wilkofsky", hit.GetProperty("author").GetString());
        Assert.Equal(new DateTimeOffset(2015, 3, 17, 0, 0, 0, TimeSpan.Zero), hit.GetProperty("published").GetDateTimeOffset());
        Assert.All(hit.GetProperty("passages").EnumerateArray(), passage => Assert.NotEqual(0, passage.GetProperty("highlights").GetArrayLength()));
    }

    [SharedFact(Fakes, AgNews, Bodies, NearDuplicates, Arabic)]
    public async Task Every_article_of_the_files_comes_in()
    {
        (string File, int Articles)[] files = [(Fakes, 396), (AgNews, 7_600), (Bodies, 1_683), (NearDuplicates, 2_500), (Arabic, 7_181)];

        var report = (await _search.MustAsync(["index", .. files.Select(file => Shared.PathOf(file.File)), "--json"])).Json;

        Assert.Empty(report.GetProperty("problems").EnumerateArray());
        foreach (var (row, file) in report.GetProperty("files").EnumerateArray().Zip(files))
        {
            Assert.Equal(Shared.PathOf(file.File), row.GetProperty("file").GetString());
            Assert.Equal(file.Articles, Count(row, "read"));
            Assert.Equal(0, Count(row, "skipped"));
            Assert.Equal(Count(row, "read"), Count(row, "added") + Count(row, "revised") + Count(row, "repeats"));
        }
        var all = await _search.MustAsync("query", "*:*", "--top", "0", "--json");
        Assert.Equal(Count(report, "added"), all.Json.GetProperty("total").GetInt64());
        Assert.True((await _search.MustAsync("check", "--json")).Json.GetProperty("clean").GetBoolean());
    }

    [SharedFact(Fakes)]
    public async Task The_same_file_again_adds_nothing()
    {
        var first = (await _search.MustAsync("index", Shared.PathOf(Fakes), "--json")).Json;
        var second = (await _search.MustAsync("index", Shared.PathOf(Fakes), "--json")).Json;

        // One address stands in the file with two texts: the second is a change of the first, and no text that was there before is news.
        Assert.Equal(1, Count(first, "revised"));
        Assert.Equal(0, Count(second, "revised"));
        Assert.Equal(Count(first, "read"), Count(second, "repeats"));
        var all = await _search.MustAsync("query", "*:*", "--top", "0", "--json");
        Assert.Equal(Count(first, "added"), all.Json.GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Hama_does_not_find_Hamas_and_IS_does_not_find_is()
    {
        string[] lines =
        [
            """{"title":"Hama is quiet","body":"Shops in Hama opened."}""",
            """{"title":"Hamas leader speaks","body":"He is in Gaza, Hamas said."}""",
            """{"title":"Fighters near Palmyra","body":"The group IS moved on."}""",
            """{"title":"Road reopened","body":"Soldiers left Hama. They fought IS there."}""",
            """{"title":"Minister late again","body":"Traffic is bad."}""",
        ];
        (string Query, int Total)[] wanted = [("Hama", 2), ("Hamas", 1), ("IS", 2), ("is", 5), ("Hama AND IS", 1), ("Hama AND Hamas", 0)];
        await File.WriteAllLinesAsync(_folder.File("own.jsonl"), lines);
        await _search.MustAsync("index", _folder.File("own.jsonl"));

        foreach (var (query, total) in wanted)
            Assert.Equal((query, total), (query, (await _search.MustAsync("query", query, "--json")).Json.GetProperty("total").GetInt32()));
    }

    private static long Count(JsonElement row, string name) => row.GetProperty(name).GetInt64();
}
