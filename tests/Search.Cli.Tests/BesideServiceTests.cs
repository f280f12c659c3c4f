using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Search.Alerts.Mail;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>Commands beside a running service on the same data folder: all end well, and nothing is doubled.</summary>
public sealed partial class BesideServiceTests : IDisposable
{
    private const int Files = 3;
    private const int ArticlesPerFile = 200;
    private const int MatchEvery = 20;

    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public BesideServiceTests() => _search = new SearchProgram(_folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Index_and_alerts_run_beside_a_service_end_well_and_double_nothing()
    {
        await _search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "reader@example.org", "--rate", "immediate");
        var wanted = Enumerable.Range(0, Files).SelectMany(WriteFile).ToList();
        using var service = await ServiceProcess.StartAsync(_search);

        var reports = await Task.WhenAll(
            _search.MustAsync("index", Corpus(0), Corpus(1), "--json"),
            _search.MustAsync("index", Corpus(1), Corpus(2), "--json"),
            _search.MustAsync("alerts", "run", "--now", "--json"));
        await Task.WhenAll(_search.MustAsync("alerts", "run", "--now"), _search.MustAsync("alerts", "run", "--now"));
        await service.UntilAsync(async () => (await TotalAsync()) == Files * ArticlesPerFile ? "all there" : null);

        Assert.False(service.HasExited);
        Assert.Equal(Files * ArticlesPerFile, reports[0].Json.GetProperty("added").GetInt32() + reports[1].Json.GetProperty("added").GetInt32());
        Assert.Equal(ArticlesPerFile, reports[0].Json.GetProperty("repeats").GetInt32() + reports[1].Json.GetProperty("repeats").GetInt32());
        var alert = Assert.Single((await _search.MustAsync("alerts", "list", "--json")).JsonLines);
        Assert.Equal(wanted.Count, alert.GetProperty("matches").GetInt32());
        Assert.Equal(0, (await _search.MustAsync("alerts", "run", "--now", "--json")).Json.GetProperty("mails").GetInt32());
        Assert.Equal(wanted.Order(StringComparer.Ordinal), Told().Order(StringComparer.Ordinal));
        await _search.MustAsync("check");
    }

    private async Task<int> TotalAsync() => (await _search.MustAsync("query", "*:*", "--top", "0", "--json")).Json.GetProperty("total").GetInt32();

    private string Corpus(int file) => _folder.File(string.Create(CultureInfo.InvariantCulture, $"part{file}.jsonl"));

    /// <summary>Writes a file; returns the titles that the alert must find.</summary>
    private List<string> WriteFile(int file)
    {
        var numbers = Enumerable.Range(0, ArticlesPerFile).ToList();
        File.WriteAllLines(Corpus(file), numbers.Select(number => JsonSerializer.Serialize(new
        {
            url = string.Create(CultureInfo.InvariantCulture, $"https://example.org/{file}/{number}"),
            title = Title(file, number),
            body = number % MatchEvery == 7 ? "Ships stayed in port as the storm came." : "Ships left the port.",
        })));
        return [.. numbers.Where(number => number % MatchEvery == 7).Select(number => Title(file, number))];
    }

    private static string Title(int file, int number) => string.Create(CultureInfo.InvariantCulture, $"Report {file:0}x{number:000}");

    /// <summary>The titles that all mails of the pickup folder tell, each as often as it is told.</summary>
    private List<string> Told() =>
    [
        .. Directory.GetFiles(_folder.File("data/outbox"), "*.eml")
            .SelectMany(mail => TitlePattern().Matches(MimeReader.Read(File.ReadAllBytes(mail)).Text).Select(title => title.Groups["title"].Value)),
    ];

    [GeneratedRegex(@"^\d+\. (?<title>Report \dx\d{3})", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex TitlePattern();
}
