using System.Globalization;
using System.Text;
using System.Text.Json;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary><c>search outbox returned</c>, as a mail server's pipe calls it.</summary>
public sealed class ReturnedMailTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public ReturnedMailTests() => _search = new SearchProgram(_folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_report_on_standard_input_suspends_the_address_of_a_mail_that_was_sent()
    {
        await using var server = new SmtpSink();
        var sent = await SendAsync(server);
        // As large as a server lets a mail be that returns another: the pipe must be read to its end.
        _search.Input = [.. Report(sent.GetProperty("messageId").GetString()!), .. new byte[12_000_000]];

        Assert.Equal((1, 1, 0, 0), await ReturnedAsync());
        Assert.Equal((1, 0, 0, 1), await ReturnedAsync());

        var mail = Assert.Single((await _search.MustAsync("outbox", "list", "--json")).JsonLines, line => line.GetProperty("id").GetInt64() == sent.GetProperty("id").GetInt64());
        Assert.Equal(("Bounced", "came back: 5.1.1 smtp; 550 5.1.1 no such user"), (mail.GetProperty("state").GetString(), mail.GetProperty("lastReply").GetString()));
    }

    [Fact]
    public async Task Foreign_reports_and_other_mail_on_standard_input_change_nothing_and_are_no_failure()
    {
        await using var server = new SmtpSink();
        var sent = await SendAsync(server);
        foreach (var input in (byte[][])[[], "no mail at all"u8.ToArray(), Report("digest-0123456789abcdef0123456789abcdef@example.org"), Encoding.ASCII.GetBytes("Subject: unsubscribe me\r\n\r\n")])
        {
            _search.Input = input;
            Assert.Equal((1, 0, 0, 1), await ReturnedAsync());
        }
        var mail = Assert.Single((await _search.MustAsync("outbox", "list", "--json")).JsonLines);
        Assert.Equal((sent.GetProperty("id").GetInt64(), "Sent"), (mail.GetProperty("id").GetInt64(), mail.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task While_the_database_is_away_the_mail_server_is_told_to_keep_the_mail()
    {
        await _search.MustAsync("index", await OneAsync());
        _search.Environment["SEARCH_Database"] = "Host=127.0.0.1;Port=9;Username=nobody;Timeout=5";
        _search.Input = Report("digest-0123456789abcdef0123456789abcdef@example.org");

        var returned = await _search.RunAsync("outbox", "returned");

        Assert.Equal(75, returned.ExitCode);
        Assert.Contains("the database (SEARCH_Database)", returned.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await _search.RunAsync("outbox", "list")).ExitCode);
    }

    [Fact]
    public async Task Files_are_taken_one_after_the_other()
    {
        await using var server = new SmtpSink();
        var sent = await SendAsync(server);
        await File.WriteAllBytesAsync(_folder.File("1.eml"), Report("nothing@example.org"));
        await File.WriteAllBytesAsync(_folder.File("2.eml"), Report(sent.GetProperty("messageId").GetString()!));
        Assert.Equal((2, 1, 0, 1), await ReturnedAsync(_folder.File("1.eml"), _folder.File("2.eml")));
        var missing = await _search.RunAsync("outbox", "returned", _folder.File("3.eml"));
        Assert.Equal(1, missing.ExitCode);
        Assert.DoesNotContain("   at ", missing.Error, StringComparison.Ordinal);
    }

    /// <summary>A digest that a server took, as the list shows it.</summary>
    private async Task<JsonElement> SendAsync(SmtpSink server)
    {
        _search.Environment["SEARCH_Smtp__Host"] = "127.0.0.1";
        _search.Environment["SEARCH_Smtp__Port"] = server.Port.ToString(CultureInfo.InvariantCulture);
        _search.Environment["SEARCH_Smtp__Security"] = "none";
        _search.Environment["SEARCH_Mail__From"] = "Search <digest@example.org>";
        await _search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "reader@example.org", "--rate", "immediate");
        await _search.MustAsync("index", await OneAsync());
        await _search.MustAsync("alerts", "run", "--now");
        return Assert.Single((await _search.MustAsync("outbox", "list", "--json")).JsonLines);
    }

    private async Task<string> OneAsync()
    {
        await File.WriteAllTextAsync(_folder.File("one.jsonl"), """{"title":"Storm","body":"A storm came."}""");
        return _folder.File("one.jsonl");
    }

    private async Task<(int Read, int Suspended, int Unsubscribed, int Ignored)> ReturnedAsync(params string[] files)
    {
        var report = (await _search.MustAsync(["outbox", "returned", .. files, "--json"])).Json;
        return (report.GetProperty("read").GetInt32(), report.GetProperty("suspended").GetInt32(), report.GetProperty("unsubscribed").GetInt32(), report.GetProperty("ignored").GetInt32());
    }

    private static byte[] Report(string messageId) => Encoding.ASCII.GetBytes($"""
        From: MAILER-DAEMON@relay.example
        To: digest@example.org
        Subject: Undelivered
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.example

        Final-Recipient: rfc822; reader@example.org
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 no such user

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <{messageId}>

        --b--

        """.ReplaceLineEndings("\r\n"));
}
