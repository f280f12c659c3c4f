using System.IO.Compression;
using System.Text;
using Search.Ingest.Files;
using Search.Testing;

namespace Search.Ingest.Tests.Files;

public sealed class ArticleFilesTests : IDisposable
{
    private const string One = """{"id":"a-1","url":"https://example.com/1?utm_source=x","title":"One","author":"By Ann Lee","published":"2015-03-17","source":"Example","language":"en","body":"Text of one.","tags":["a","b"]}""";
    private const string Two = """{"url":"urn:example:2","title":null,"author":null,"published":null,"body":"Text of two."}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_is_an_article_with_everything_it_says()
    {
        var (articles, report) = Read(Write("a.jsonl", One + "\n\n" + Two + "\n"));
        var draft = articles[0].Draft;
        Assert.Equal(("a-1", "https://example.com/1", "One", "Ann Lee"), (draft.Id, draft.Url, draft.Title, draft.Author));
        Assert.Equal("https://example.com/1?utm_source=x", articles[0].GivenUrl);
        Assert.Equal(new DateTimeOffset(2015, 3, 17, 0, 0, 0, TimeSpan.Zero), draft.Published);
        Assert.Equal(["a", "b"], draft.Tags);
        Assert.Equal(("", "Text of two."), (articles[1].Draft.Title, articles[1].Draft.Body));
        Assert.Null(articles[1].Draft.Published);
        Assert.Equal((2, 0), (report.Read, report.Skipped));
    }

    [Fact]
    public void A_bad_line_is_named_and_the_rest_is_read()
    {
        var (articles, report) = Read(Write("a.jsonl", One + "\n{\"title\": oops}\n[1]\n{}\n" + Two));
        Assert.Equal(2, articles.Count);
        Assert.Equal((5, 3), (report.Read, report.Skipped));
        Assert.Equal([2, 3, 4], report.Problems.Select(problem => problem.Line!.Value));
        Assert.Contains("invalid JSON", report.Problems.First().Message, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetByteCount(One) + 1, report.Problems.First().Offset);
        Assert.Contains("a.jsonl, line 2 (byte", report.Problems.First().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void A_truncated_gz_gives_what_came_before_the_cut(double share)
    {
        var lines = string.Concat(Enumerable.Range(0, 3_000).Select(n => $"{{\"url\":\"urn:x:{n}\",\"title\":\"T{n}\",\"body\":\"{Guid.NewGuid()}\"}}\n"));
        var whole = Compress(lines);
        var (articles, report) = Read(Write("a.jsonl.gz", whole[..(int)(whole.Length * share)]));
        Assert.InRange(articles.Count, 1, 3_000);
        Assert.Equal(1, report.Skipped);
        var problem = Assert.Single(report.Problems);
        Assert.Contains("cut off", problem.Message, StringComparison.Ordinal);
        Assert.Equal(articles.Count + 1, problem.Line);
        Assert.Equal(report.Read, articles.Count + report.Skipped);
    }

    [Fact]
    public void A_gz_cut_inside_its_last_eight_bytes_is_noticed()
    {
        var whole = Compress(One + "\n");
        var (articles, report) = Read(Write("a.jsonl.gz", whole[..^3]));
        Assert.Single(articles);
        Assert.Equal(1, report.Skipped);
    }

    [Fact]
    public void A_gz_of_several_members_is_read_whole()
    {
        var (articles, report) = Read(Write("a.jsonl.gz", [.. Compress(One + "\n"), .. Compress(Two + "\n")]));
        Assert.Equal(2, articles.Count);
        Assert.Equal(0, report.Skipped);
    }

    [Fact]
    public void What_is_no_gz_says_so()
    {
        var (articles, report) = Read(Write("a.jsonl.gz", One));
        Assert.Empty(articles);
        Assert.Equal(1, report.Skipped);
    }

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.txt")]
    [InlineData("a.html")]
    [InlineData("a.jsonl.gz")]
    public void An_empty_file_is_named(string name)
    {
        var (articles, report) = Read(Write(name, ""));
        Assert.Empty(articles);
        Assert.Equal("the file is empty", Assert.Single(report.Problems).Message);
        Assert.Equal((1, 1), (report.Read, report.Skipped));
    }

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.txt")]
    [InlineData("a.html")]
    public void A_binary_file_is_named(string name)
    {
        var bytes = new byte[5_000];
        new Random(3).NextBytes(bytes);
        bytes.AsSpan().Replace((byte)'\n', (byte)0);
        bytes[0] = 0;
        var (articles, report) = Read(Write(name, bytes));
        Assert.Empty(articles);
        Assert.Contains("binary", Assert.Single(report.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_UTF_8_and_lone_surrogates_are_replaced_and_null_bytes_dropped()
    {
        byte[] line = [.. "{\"url\":\"urn:x:1\",\"title\":\"a"u8, 0xFF, .. "b\\u0000c\",\"body\":\"x\\ud800y \\ud83d\\ude00 \\\\ud800\"}\n"u8];
        var (articles, report) = Read(Write("a.jsonl", line));
        Assert.Equal("a\uFFFDb c", articles[0].Draft.Title);
        Assert.Equal("x\uFFFDy 😀 \\ud800", articles[0].Draft.Body);
        Assert.Equal(0, report.Skipped);
        Assert.Contains("UTF-8", Assert.Single(report.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deeply_nested_JSON_is_refused_and_strange_types_are_understood()
    {
        var (articles, report) = Read(Write(
            "a.jsonl", "{\"body\":" + new string('[', 5_000) + "\n{\"id\":17,\"title\":true,\"author\":[\"A B\",\"C D\"],\"body\":12.5,\"published\":{},\"tags\":\"t\",\"url\":\"nonsense\"}\n"));
        Assert.Equal(1, report.Skipped);
        var draft = Assert.Single(articles).Draft;
        Assert.Equal(("17", "true", "A B, C D", "12.5", null), (draft.Id, draft.Title, draft.Author, draft.Body, draft.Url));
    }

    [Fact]
    public void A_folder_is_read_in_order_and_other_kinds_are_counted()
    {
        Write("b.jsonl", Two);
        Write("a.jsonl", One);
        Write("c.pdf", "%PDF");
        Write("d.eml", "From: x");
        Write("e.warc.gz", "x");
        Write(".hidden.jsonl", One);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "sub"));
        Write("sub/f.txt", "A headline of some words\n\nThe first paragraph has a sentence in it.");
        var (articles, report) = Read(_folder.Path);
        Assert.Equal(["One", "", "A headline of some words"], articles.Select(article => article.Draft.Title));
        Assert.Equal(1, report.Unsupported[".pdf"]);
        Assert.Equal(2, report.Problems.Count(problem => problem.Message.Contains("not supported yet", StringComparison.Ordinal)));
        Assert.Equal(report.Read, articles.Count + report.Skipped);
    }

    [Fact]
    public void A_missing_path_is_named()
    {
        var (_, report) = Read(Path.Combine(_folder.Path, "nowhere"));
        Assert.Contains("no such file", Assert.Single(report.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_folder_is_not_followed()
    {
        Write("a.jsonl", One);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "loop"), _folder.Path);
        Assert.Single(Read(_folder.Path).Articles);
    }

    [Fact]
    public void A_line_beyond_every_measure_is_skipped_and_the_next_one_read()
    {
        var path = Path.Combine(_folder.Path, "a.jsonl");
        using (var file = File.Create(path))
        {
            var chunk = Enumerable.Repeat((byte)'x', 1 << 20).ToArray();
            for (var megabyte = 0; megabyte < 70; megabyte++)
                file.Write(chunk);
            file.Write(Encoding.UTF8.GetBytes("\n" + One + "\n"));
        }
        var (articles, report) = Read(path);
        Assert.Equal("One", Assert.Single(articles).Draft.Title);
        Assert.Equal((2, 1, 1), (report.Read, report.Skipped, report.Problems.Single().Line));
    }

    [Fact]
    public void Mutated_lines_never_throw_and_every_record_is_accounted_for()
    {
        var seed = Encoding.UTF8.GetBytes(One + "\n" + Two + "\n" + One);
        for (var round = 0; round < 300; round++)
        {
            var (articles, report) = Read(Write("m.jsonl", Mutations.Of(seed, round)));
            Assert.Equal(report.Read, articles.Count + report.Skipped);
        }
    }

    private static (List<IncomingArticle> Articles, IngestReport Report) Read(string path)
    {
        var report = new IngestReport();
        return ([.. ArticleFiles.Read([path], report)], report);
    }

    private string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Compress(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return compressed.ToArray();
    }
}
