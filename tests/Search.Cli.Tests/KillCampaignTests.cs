using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>kill -9 while the real program indexes, matches and sends: nothing lost, nothing recorded twice, a repeated mail has the same bytes.</summary>
public sealed partial class KillCampaignTests : IDisposable
{
    private const int Kills = 60;
    private const int Files = 12;
    private const int ArticlesPerFile = 60;
    private const int Seed = 20150317;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(Seed);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sixty_kills_lose_nothing_and_double_nothing()
    {
        await using var server = new ScriptedSmtpServer();
        var search = new SearchProgram(_folder.File("data"));
        search.Environment["SEARCH_Smtp__Host"] = "127.0.0.1";
        search.Environment["SEARCH_Smtp__Port"] = server.Port.ToString(CultureInfo.InvariantCulture);
        search.Environment["SEARCH_Smtp__Security"] = "none";
        search.Environment["SEARCH_Mail__From"] = "Search <digest@example.org>";
        await search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "reader@example.org", "--rate", "immediate");
        var wanted = WriteCorpus();

        for (var kill = 0; kill < Kills; kill++)
            await KillSomewhereAsync(search, kill);

        for (var file = 0; file < Files; file++)
            await search.MustAsync("index", Corpus(file));
        await search.MustAsync("alerts", "run", "--now");
        await search.MustAsync("alerts", "run", "--now");

        await NothingIsLostAsync(search);
        var told = Told(server.Messages);
        Assert.Equal(wanted.Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.All(told, article => Assert.Single(article.Value));
        Assert.All(ByMessageId(server.Messages), mails => Assert.Single(mails.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal)));
    }

    private static async Task NothingIsLostAsync(SearchProgram search)
    {
        var all = await search.MustAsync("query", "*:*", "--top", "0", "--json");
        Assert.Equal(Files * ArticlesPerFile, all.Json.GetProperty("total").GetInt32());
        await search.MustAsync("check");
        var again = await search.MustAsync("alerts", "run", "--now", "--json");
        Assert.Equal(0, again.Json.GetProperty("mails").GetInt32());
    }

    private async Task KillSomewhereAsync(SearchProgram search, int kill)
    {
        string[] command = (kill % 3) switch
        {
            0 => ["index", Corpus(_random.Next(Files))],
            1 => ["alerts", "run", "--now"],
            _ => ["serve", "--urls", "http://127.0.0.1:0"],
        };
        using var running = search.Start(command);
        await Task.Delay(_random.Next(200, kill % 3 == 2 ? 4_000 : 2_000));
        await running.KillAsync();
    }

    private string Corpus(int file) => _folder.File(string.Create(CultureInfo.InvariantCulture, $"part{file:00}.jsonl"));

    /// <summary>Writes the files; returns the titles of the articles that the alert must find.</summary>
    private List<string> WriteCorpus()
    {
        var wanted = new List<string>();
        string[] words = ["harbour", "council", "election", "wheat", "border", "school", "hospital", "bridge", "river", "market"];
        for (var file = 0; file < Files; file++)
        {
            var lines = new StringBuilder();
            for (var i = 0; i < ArticlesPerFile; i++)
            {
                var storm = i % 20 == 7;
                var title = string.Create(CultureInfo.InvariantCulture, $"Report number {file:00}x{i:00}");
                var body = string.Join(' ', Enumerable.Range(0, 60).Select(_ => words[_random.Next(words.Length)])) + (storm ? " and the storm came." : ".");
                if (storm)
                    wanted.Add(title);
                var url = string.Create(CultureInfo.InvariantCulture, $"https://example.org/{file}/{i}");
                lines.AppendLine(JsonSerializer.Serialize(new { url, title, body, published = "2015-03-17", source = "Example", language = "en" }));
            }
            File.WriteAllText(Corpus(file), lines.ToString());
        }
        return wanted;
    }

    /// <summary>Each article's title with the Message-IDs of the mails that told it.</summary>
    private static Dictionary<string, HashSet<string>> Told(IEnumerable<byte[]> messages)
    {
        var told = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            var text = Search.Alerts.Mail.MimeReader.Read(message).Text;
            foreach (var title in Title().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            {
                if (!told.TryGetValue(title, out var mails))
                    told[title] = mails = new HashSet<string>(StringComparer.Ordinal);
                mails.Add(MessageId(message));
            }
        }
        return told;
    }

    private static IEnumerable<IGrouping<string, byte[]>> ByMessageId(IEnumerable<byte[]> messages) => messages.GroupBy(MessageId, StringComparer.Ordinal);

    private static string MessageId(byte[] message) =>
        Search.Alerts.Mail.MimeReader.Read(message).Headers.Single(header => header.Name == "Message-ID").Value;

    [GeneratedRegex(@"Report number \d\dx\d\d", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Title();
}
