using System.Diagnostics;
using System.Text;
using Search.Alerts.Mail.Bounces;
using Xunit.Abstractions;

namespace Search.Alerts.Tests.Mail.Bounces;

public class BounceReaderTests(ITestOutputHelper output)
{
    [Fact]
    public void A_report_in_the_shape_of_postfix_is_read()
    {
        var bounce = BounceReader.Read(SampleReports.Postfix)!;
        var recipient = Assert.Single(bounce.Recipients);
        Assert.Equal(SampleReports.MessageId, bounce.OriginalMessageId);
        Assert.Equal("relay.news.example", bounce.ReportingServer);
        Assert.Equal(
            new BouncedRecipient
            {
                FinalRecipient = "reader@example.org",
                OriginalRecipient = "reader@example.org",
                Action = BounceAction.Failed,
                Status = "5.1.1",
                Diagnostic = "smtp; 550 5.1.1 no such user here",
            },
            recipient);
        Assert.True(recipient.IsPermanent);
    }

    [Fact]
    public void A_report_in_the_shape_of_exim_is_read_with_each_recipient_apart()
    {
        var bounce = BounceReader.Read(SampleReports.Exim)!;
        Assert.Equal(SampleReports.MessageId, bounce.OriginalMessageId);
        Assert.Equal(
            [("first@example.net", BounceAction.Failed, "5.0.0", true), ("second@example.net", BounceAction.Delayed, "4.0.0", false)],
            bounce.Recipients.Select(recipient => (recipient.FinalRecipient, recipient.Action, recipient.Status, recipient.IsPermanent)));
    }

    [Fact]
    public void A_report_in_the_shape_of_exchange_is_read_past_its_nested_parts()
    {
        var bounce = BounceReader.Read(SampleReports.Exchange)!;
        var recipient = Assert.Single(bounce.Recipients);
        Assert.Equal(("full@example.com", "5.2.2", true), (recipient.FinalRecipient, recipient.Status, recipient.IsPermanent));
        Assert.Equal("smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception", recipient.Diagnostic);
        Assert.Equal(SampleReports.MessageId, bounce.OriginalMessageId);
    }

    [Fact]
    public void A_report_of_a_delay_is_a_bounce_that_is_not_permanent()
    {
        var bounce = BounceReader.Read(SampleReports.Gmail)!;
        var recipient = Assert.Single(bounce.Recipients);
        Assert.Equal((BounceAction.Delayed, "4.4.1", false), (recipient.Action, recipient.Status, recipient.IsPermanent));
        Assert.Equal(SampleReports.MessageId, bounce.OriginalMessageId);
    }

    [Fact]
    public void An_encoded_status_part_is_decoded()
    {
        var bounce = BounceReader.Read(SampleReports.Encoded)!;
        Assert.Equal(("coded@example.org", true), (bounce.Recipients[0].FinalRecipient, bounce.Recipients[0].IsPermanent));
        Assert.Null(bounce.OriginalMessageId);
    }

    [Fact]
    public void Line_ends_of_a_maildir_are_read_alike()
    {
        foreach (var report in SampleReports.All)
        {
            var unix = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(report).ReplaceLineEndings("\n"));
            Assert.Equivalent(BounceReader.Read(report), BounceReader.Read(unix), strict: true);
            Assert.Equivalent(ComplaintReader.Read(report), ComplaintReader.Read(unix), strict: true);
        }
    }

    [Fact]
    public void An_out_of_office_answer_and_other_mail_are_never_bounces()
    {
        Assert.Null(BounceReader.Read(SampleReports.OutOfOffice));
        Assert.Null(BounceReader.Read(SampleReports.Abuse));
        Assert.Null(BounceReader.Read("Subject: Undelivered Mail Returned to Sender\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n"u8.ToArray()));
        Assert.Null(BounceReader.Read(Altered("report-type=delivery-status", "report-type=disposition-notification")));
        Assert.Null(BounceReader.Read(Altered("multipart/report", "multipart/mixed")));
        Assert.Null(BounceReader.Read(Altered("message/delivery-status", "text/plain")));
    }

    [Theory]
    [InlineData("Action: failed", "Action: delivered", false)]
    [InlineData("Action: failed", "Action: relayed", false)]
    [InlineData("Action: failed", "Action: expanded", false)]
    [InlineData("Action: failed", "Action: delayed", false)]
    [InlineData("Action: failed", "Action: whatever", false)]
    [InlineData("Action: failed", "X-Action: failed", false)]
    [InlineData("Action: failed", "action:Failed (really)", true)]
    [InlineData("Status: 5.1.1", "Status: 4.2.2", false)]
    [InlineData("Status: 5.1.1", "Status: 2.0.0", false)]
    [InlineData("Status: 5.1.1", "Status: 51.1.1", false)]
    [InlineData("Status: 5.1.1", "Status: 5.1", false)]
    [InlineData("Status: 5.1.1", "Status: 5.1111.1", false)]
    [InlineData("Status: 5.1.1", "X-Status: 5.1.1", false)]
    [InlineData("Status: 5.1.1", "STATUS: 5.7.26 (policy)", true)]
    public void Only_failed_with_a_status_of_class_5_is_permanent(string old, string changed, bool isPermanent) =>
        Assert.Equal(isPermanent, Assert.Single(BounceReader.Read(Altered(old, changed))!.Recipients).IsPermanent);

    [Fact]
    public void Lost_empty_lines_between_recipients_mix_nothing_up()
    {
        var text = Encoding.ASCII.GetString(SampleReports.Exim).Replace("Action: failed\r\nFinal-Recipient: rfc822;first", "Final-Recipient: rfc822;first", StringComparison.Ordinal)
            .Replace("550 relay not permitted\r\n\r\nAction: delayed\r\n", "550 relay not permitted\r\n", StringComparison.Ordinal);
        var bounce = BounceReader.Read(Encoding.ASCII.GetBytes(text))!;
        Assert.Equal([("first@example.net", "5.0.0"), ("second@example.net", "4.0.0")], bounce.Recipients.Select(recipient => (recipient.FinalRecipient, recipient.Status)));
    }

    [Fact]
    public void A_report_about_nobody_is_no_bounce() => Assert.Null(BounceReader.Read(Altered("-Recipient:", "-Nobody:")));

    [Fact]
    public void Words_of_a_report_reach_nobody_with_control_characters_or_at_length()
    {
        var bounce = BounceReader.Read(Altered("550 5.1.1 no such", "550 \u0007\u001b[31m" + new string('x', 5_000)))!;
        Assert.Equal(500, bounce.Recipients[0].Diagnostic.Length);
        Assert.DoesNotContain(bounce.Recipients[0].Diagnostic, char.IsControl);
    }

    /// <summary>Mail that is made to be slow or big to read.</summary>
    public static TheoryData<string> HostileKinds => ["headers", "folds", "parts", "nested", "boundaries", "recipients", "one line", "zeros", "no blank lines", "long boundary"];

    [Theory]
    [MemberData(nameof(HostileKinds))]
    public void Hostile_mail_is_read_in_little_time_and_memory(string kind)
    {
        var mail = Hostile(kind);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        _ = BounceReader.Read(mail);
        _ = ComplaintReader.Read(mail);
        output.WriteLine($"{kind}: {mail.Length} bytes, {watch.ElapsedMilliseconds} ms, {GC.GetAllocatedBytesForCurrentThread() - before} bytes allocated");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000 + 20L * mail.Length);
    }

    [Fact]
    public void Changed_and_cut_reports_give_a_bounce_or_none_and_never_an_exception()
    {
        var seed = Environment.GetEnvironmentVariable("SEARCH_FUZZ_SEED") is { Length: > 0 } given ? int.Parse(given) : Environment.TickCount;
        output.WriteLine($"SEARCH_FUZZ_SEED={seed}");
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var mail = Mutated(SampleReports.All[random.Next(SampleReports.All.Count)], random);
            try
            {
                Check(BounceReader.Read(mail), ComplaintReader.Read(mail));
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, round {i}: {e}");
            }
        }
    }

    private static void Check(Bounce? bounce, Complaint? complaint)
    {
        foreach (var recipient in bounce?.Recipients ?? [])
        {
            Assert.True(recipient.FinalRecipient.Length + recipient.OriginalRecipient.Length > 0);
            Assert.DoesNotContain(recipient.FinalRecipient + recipient.Diagnostic + recipient.Status, char.IsControl);
            Assert.Matches(@"^([245]\.\d{1,3}\.\d{1,3})?$", recipient.Status);
        }
        Assert.DoesNotContain((bounce?.OriginalMessageId ?? "") + (complaint?.FeedbackType ?? ""), char.IsControl);
    }

    private static byte[] Mutated(byte[] report, Random random)
    {
        var bytes = report.ToList();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            var length = random.Next(Math.Min(80, bytes.Count - at));
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length), length)); break;
                case 3: bytes.InsertRange(at, "\r\n\r\n"u8.ToArray()); break;
                default: bytes.RemoveRange(at, random.Next(10) == 0 ? bytes.Count - at : Math.Min(2, bytes.Count - at)); break;
            }
            if (bytes.Count == 0)
                break;
        }
        return [.. bytes];
    }

    private static byte[] Hostile(string kind)
    {
        const string Head = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n";
        const string Status = "--b\r\nContent-Type: message/delivery-status\r\n\r\n";
        return Encoding.Latin1.GetBytes(kind switch
        {
            "headers" => Head + Repeat("X-A: b\r\n", 100_000) + "\r\n" + Status + Repeat("X-A: b\r\n", 100_000),
            "folds" => "Subject: x\r\n" + Repeat(" y\r\n", 500_000) + Head + "\r\n" + Status + "Final-Recipient: x\r\n" + Repeat(" y\r\n", 500_000),
            "parts" => Head + "\r\n" + Repeat("--b\r\n\r\nx\r\n", 300_000),
            "nested" => Head + "\r\n" + Repeat("--b\r\n" + Head + "\r\n", 50_000),
            "boundaries" => Head + "\r\n" + Repeat("--b--b--b\r\n--bb\r\n", 200_000),
            "recipients" => Head + "\r\n" + Status + Repeat("Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n", 50_000),
            "one line" => Repeat("x", 5_000_000),
            "zeros" => Head + "\r\n" + Status + Repeat("\0", 5_000_000),
            "no blank lines" => Head + Status.Replace("\r\n\r\n", "\r\n", StringComparison.Ordinal) + Repeat("Final-Recipient: a@example.org\r\n", 100_000),
            _ => Head.Replace("=b", "=" + Repeat("a", 20_000), StringComparison.Ordinal) + "\r\n--" + Repeat("a", 4_000_000),
        });
    }

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static byte[] Altered(string old, string changed)
    {
        var text = Encoding.ASCII.GetString(SampleReports.Postfix);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Encoding.ASCII.GetBytes(text.Replace(old, changed, StringComparison.Ordinal));
    }
}
