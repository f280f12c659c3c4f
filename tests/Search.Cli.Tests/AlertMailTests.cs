using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>An alert on the real page is told once, by a real mail server or by the pickup folder, in a mail that an independent parser reads.</summary>
public sealed partial class AlertMailTests : IDisposable
{
    private const string Page = "data/articles/000_af3c7c8427f9013b.txt";

    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public AlertMailTests() => _search = new SearchProgram(_folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [PeerFact(Peer.Aiosmtpd, Peer.Python, Peer.SharedData)]
    public async Task A_real_mail_server_gets_the_digest_once()
    {
        await using var server = await AiosmtpdServer.StartAsync(_folder.File("mail"));
        _search.Environment["SEARCH_Smtp__Host"] = "127.0.0.1";
        _search.Environment["SEARCH_Smtp__Port"] = server.Port.ToString(CultureInfo.InvariantCulture);
        _search.Environment["SEARCH_Smtp__Security"] = "none";
        _search.Environment["SEARCH_Mail__From"] = "Search <digest@example.org>";
        await WatchThePageAsync();

        Assert.Equal((1, 1), await RunAsync("sent"));
        Assert.Equal((0, 0), await RunAsync("sent"));

        var message = Assert.Single(server.Messages);
        var stored = await _search.MustAsync("outbox", "show", "1", "--raw");
        Assert.Equal(stored.Output.ReplaceLineEndings("\n").TrimEnd(), (await File.ReadAllTextAsync(message)).ReplaceLineEndings("\n").TrimEnd());
        Assert.False(Directory.Exists(_folder.File("data/outbox")), "what was sent does not lie in the pickup folder too");
        var mail = Parsed(_folder.File("mail"));
        Assert.Equal("digest@example.org", mail.from);
        TellsThePage(mail);
    }

    [PeerFact(Peer.Python, Peer.SharedData)]
    public async Task Without_a_mail_server_the_pickup_folder_gets_the_digest_once()
    {
        await WatchThePageAsync();

        Assert.Equal((1, 1), await RunAsync("pickedUp"));
        Assert.Equal((0, 0), await RunAsync("pickedUp"));

        TellsThePage(Parsed(_folder.File("data/outbox")));
        var listed = Assert.Single((await _search.MustAsync("outbox", "list", "--json")).JsonLines);
        Assert.Equal("reader@example.org", listed.GetProperty("to").GetString());
    }

    private async Task WatchThePageAsync()
    {
        await _search.MustAsync("alerts", "add", "Qalamoun", "--query", "Qalamoun AND incursion", "--to", "reader@example.org", "--rate", "immediate");
        var report = await _search.MustAsync("index", Shared.PathOf(Page), "--json");
        Assert.Equal(1, report.Json.GetProperty("matches").GetInt32());
    }

    private async Task<(int Mails, int Left)> RunAsync(string fate)
    {
        var run = (await _search.MustAsync("alerts", "run", "--now", "--json")).Json;
        return (run.GetProperty("mails").GetInt32(), run.GetProperty(fate).GetInt32());
    }

    private static ParsedMail Parsed(string folder) => Assert.Single(JsonSerializer.Deserialize<ParsedMail[]>(PythonMail.Parse(folder))!);

    private static void TellsThePage(ParsedMail mail)
    {
        Assert.Empty(mail.defects);
        Assert.Equal("reader@example.org", mail.to);
        Assert.StartsWith("Qalamoun: 1 article", mail.subject, StringComparison.Ordinal);
        Assert.All((string[])["from", "to", "subject", "date", "message-id", "mime-version", "content-type"], name => Assert.Contains(name, mail.headers.Keys));
        Assert.Equal("auto-generated", mail.headers["auto-submitted"]);
        Assert.StartsWith("multipart/alternative", mail.headers["content-type"], StringComparison.Ordinal);
        Assert.Contains("IS buildup near Lebanon border suggests future incursion", mail.text, StringComparison.Ordinal);
        Assert.Contains("Osama Abu Zeid, Dan Wilkofsky", mail.text, StringComparison.Ordinal);
        Assert.Contains("17 March 2015", mail.text, StringComparison.Ordinal);
        Assert.Equal(Words(mail.text), Words(Rendered(mail.html)));
    }

    /// <summary>The words of a page's body, without its markup.</summary>
    private static string Rendered(string html) => WebUtility.HtmlDecode(Markup().Replace(html[html.IndexOf("<body", StringComparison.Ordinal)..], ""));

    /// <summary>The words in their order, without the numbers of the text part's list.</summary>
    private static IEnumerable<string> Words(string text) => Word().Matches(ListNumber().Replace(text, "")).Select(word => word.Value);

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\d+\. ", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex ListNumber();
}
