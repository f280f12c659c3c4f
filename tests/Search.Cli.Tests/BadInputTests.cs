using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>Files that can't be read: each is named with place and reason, counted as skipped, and everything else comes in.</summary>
public sealed class BadInputTests : IDisposable
{
    private const int Seed = 42;

    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public BadInputTests()
    {
        _search = new SearchProgram(_folder.File("data"));
        Directory.CreateDirectory(_folder.File("in"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_is_broken_is_named_and_counted_and_the_rest_comes_in()
    {
        var noise = new byte[4_000];
        new Random(Seed).NextBytes(noise);
        File.WriteAllLines(In("sound.jsonl"), Enumerable.Range(0, 5).Select(Article));
        File.WriteAllLines(In("line.jsonl"), [Article(10), """{"title":"cut short""", Article(11)]);
        File.WriteAllBytes(In("cut.jsonl.gz"), Gzip(Enumerable.Range(100, 500).Select(Article))[..^200]);
        File.WriteAllBytes(In("noise.txt"), noise);
        File.WriteAllBytes(In("empty.html"), []);
        File.WriteAllText(In("picture.jpg"), "not for us");

        var ended = await _search.RunAsync("index", In("."), In("absent"), In("sound.jsonl/below"), "--json");

        Assert.Equal(1, ended.ExitCode);
        var report = ended.Json;
        Assert.Equal((5, 0), Fate(report, "sound.jsonl"));
        Assert.Equal((2, 1), Fate(report, "line.jsonl"));
        Assert.Equal((0, 1), Fate(report, "noise.txt"));
        Assert.Equal((0, 1), Fate(report, "empty.html"));
        Assert.Equal((0, 1), Fate(report, "absent"));
        Assert.Equal((0, 1), Fate(report, "below"));
        var (fromCut, lost) = Fate(report, "cut.jsonl.gz");
        Assert.InRange(fromCut, 1, 499);
        Assert.Equal(1, lost);
        Assert.Equal(1, report.GetProperty("unsupported").GetProperty(".jpg").GetInt32());
        Assert.Equal(2, Problem(report, "line.jsonl").GetProperty("line").GetInt32());
        Assert.Equal(Article(10).Length + 1, Problem(report, "line.jsonl").GetProperty("offset").GetInt32());
        Assert.Contains("invalid JSON", Message(report, "line.jsonl"), StringComparison.Ordinal);
        Assert.Equal(fromCut + 1, Problem(report, "cut.jsonl.gz").GetProperty("line").GetInt32());
        Assert.Contains("damaged or cut off", Message(report, "cut.jsonl.gz"), StringComparison.Ordinal);
        Assert.Contains("binary", Message(report, "noise.txt"), StringComparison.Ordinal);
        Assert.Contains("empty", Message(report, "empty.html"), StringComparison.Ordinal);
        Assert.Contains("no such file or folder", Message(report, "absent"), StringComparison.Ordinal);
        var all = await _search.MustAsync("query", "*:*", "--top", "0", "--json");
        Assert.Equal(5 + 2 + fromCut, all.Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task People_are_told_file_line_and_byte()
    {
        File.WriteAllLines(In("line.jsonl"), [Article(1), "{nonsense", Article(2)]);

        var ended = await _search.RunAsync("index", In("line.jsonl"));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains($"{In("line.jsonl")}, line 2 (byte {Article(1).Length + 1}): invalid JSON", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("2 rows indexed", ended.Output, StringComparison.Ordinal);
    }

    private string In(string name) => name == "." ? _folder.File("in") : Path.Combine(_folder.File("in"), name);

    private static string Article(int number) => JsonSerializer.Serialize(new { title = $"Report {number}", body = $"Body of {number}, {Math.Sin(number):R} and {Math.Cos(number):R}." });

    private static byte[] Gzip(IEnumerable<string> lines)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return bytes.ToArray();
    }

    private static (int Added, int Skipped) Fate(JsonElement report, string file)
    {
        var row = Assert.Single(report.GetProperty("files").EnumerateArray(), row => IsOf(row, file));
        return (row.GetProperty("added").GetInt32(), row.GetProperty("skipped").GetInt32());
    }

    private static JsonElement Problem(JsonElement report, string file) => Assert.Single(report.GetProperty("problems").EnumerateArray(), problem => IsOf(problem, file));

    private static string Message(JsonElement report, string file) => Problem(report, file).GetProperty("message").GetString()!;

    private static bool IsOf(JsonElement row, string file) => row.GetProperty("file").GetString()!.EndsWith("/" + file, StringComparison.Ordinal);
}
