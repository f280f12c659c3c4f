using System.Text;
using Search.Alerts.Mail;
using Search.Testing;

namespace Search.Alerts.Tests.Mail;

public class SmtpTransportTests
{
    private static readonly Envelope ToReader = new("digest@example.org", "reader@example.org");
    private static readonly byte[] Message = Encoding.ASCII.GetBytes("Subject: hello\r\n\r\n.one dot\r\n..two dots\r\n.\r\nend\r\n");

    /// <summary>What each answer of a server does: the row of RFC 5321 replies by the phase in which they come.</summary>
    public static TheoryData<string, string, DeliveryOutcome, SmtpPhase, int?> Replies => new()
    {
        { "message", "250 taken", DeliveryOutcome.Delivered, SmtpPhase.Done, 250 },
        { "connect", "421 too busy", DeliveryOutcome.Retry, SmtpPhase.Greeting, 421 },
        { "connect", "554 no service", DeliveryOutcome.ServerRefused, SmtpPhase.Greeting, 554 },
        { "connect", "drop", DeliveryOutcome.Retry, SmtpPhase.Greeting, null },
        { "EHLO", "drop", DeliveryOutcome.Retry, SmtpPhase.Hello, null },
        { "EHLO", "250-first\r\n250 not a code in sight", DeliveryOutcome.Delivered, SmtpPhase.Done, 250 },
        { "EHLO", "hello yourself", DeliveryOutcome.Retry, SmtpPhase.Hello, null },
        { "EHLO", "502 what?", DeliveryOutcome.Delivered, SmtpPhase.Done, 250 },
        { "MAIL", "451 local trouble", DeliveryOutcome.Retry, SmtpPhase.MailFrom, 451 },
        { "MAIL", "550 sender unknown", DeliveryOutcome.ServerRefused, SmtpPhase.MailFrom, 550 },
        { "MAIL", "drop", DeliveryOutcome.Retry, SmtpPhase.MailFrom, null },
        { "RCPT", "450 greylisted, come back", DeliveryOutcome.Retry, SmtpPhase.RcptTo, 450 },
        { "RCPT", "452 mailbox full", DeliveryOutcome.Retry, SmtpPhase.RcptTo, 452 },
        { "RCPT", "550 no such user", DeliveryOutcome.Rejected, SmtpPhase.RcptTo, 550 },
        { "RCPT", "421 closing", DeliveryOutcome.Retry, SmtpPhase.RcptTo, 421 },
        { "RCPT", "drop", DeliveryOutcome.Retry, SmtpPhase.RcptTo, null },
        { "DATA", "451 not now", DeliveryOutcome.Retry, SmtpPhase.Data, 451 },
        { "DATA", "drop", DeliveryOutcome.Retry, SmtpPhase.Data, null },
        { "message", "451 not now", DeliveryOutcome.Retry, SmtpPhase.AfterData, 451 },
        { "message", "552 too large", DeliveryOutcome.Rejected, SmtpPhase.AfterData, 552 },
        { "message", "554 looks like spam", DeliveryOutcome.Rejected, SmtpPhase.AfterData, 554 },
        { "message", "drop", DeliveryOutcome.Retry, SmtpPhase.AfterData, null },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task Each_reply_has_its_outcome(string command, string reply, DeliveryOutcome outcome, SmtpPhase phase, int? code)
    {
        await using var server = new ScriptedSmtpServer((command, reply));
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);

        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.Equal((outcome, phase, code), (result.Outcome, result.Phase, result.ReplyCode));
        Assert.Equal(outcome == DeliveryOutcome.Delivered ? 1 : 0, server.Messages.Count);
    }

    [Fact]
    public async Task The_bytes_arrive_exactly_dots_included()
    {
        await using var server = new ScriptedSmtpServer();
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);

        Assert.True((await transport.SendAsync(ToReader, Message, CancellationToken.None)).IsDelivered);

        Assert.Equal(Message, Assert.Single(server.Messages));
        Assert.Contains("MAIL FROM:<digest@example.org> SIZE=" + Message.Length, server.Commands);
        Assert.Contains("RCPT TO:<reader@example.org>", server.Commands);
    }

    [Fact]
    public async Task A_silent_server_is_given_up_after_the_reply_time_out()
    {
        await using var server = new ScriptedSmtpServer(("message", "silence"));
        await using var transport = new SmtpTransport(Plain(server) with { ReplyTimeout = TimeSpan.FromMilliseconds(200) }, TimeProvider.System);

        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.Equal((DeliveryOutcome.Retry, SmtpPhase.AfterData), (result.Outcome, result.Phase));
        Assert.Contains("in time", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_a_fault_to_retry()
    {
        await using var transport = new SmtpTransport(new SmtpSettings { Host = "127.0.0.1", Port = 1, Security = SmtpSecurity.None }, TimeProvider.System);
        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);
        Assert.Equal((DeliveryOutcome.Retry, SmtpPhase.Connect), (result.Outcome, result.Phase));
    }

    [Fact]
    public async Task One_connection_serves_several_messages_even_after_a_refused_one()
    {
        await using var server = new ScriptedSmtpServer(("RCPT", "250 ok"), ("RCPT", "550 no such user"), ("RCPT", "250 ok"));
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);

        var outcomes = new List<DeliveryOutcome>();
        for (var i = 0; i < 3; i++)
            outcomes.Add((await transport.SendAsync(ToReader, Message, CancellationToken.None)).Outcome);

        Assert.Equal([DeliveryOutcome.Delivered, DeliveryOutcome.Rejected, DeliveryOutcome.Delivered], outcomes);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_verdict_stands_when_the_server_hangs_up_after_it()
    {
        await using var server = new ScriptedSmtpServer(("RCPT", "550 no such user"), ("RSET", "drop"));
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);
        Assert.Equal(DeliveryOutcome.Rejected, (await transport.SendAsync(ToReader, Message, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_closed_is_opened_again_at_once()
    {
        await using var server = new ScriptedSmtpServer(("MAIL", "250 ok"), ("MAIL", "drop"), ("MAIL", "250 ok"));
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);

        await transport.SendAsync(ToReader, Message, CancellationToken.None);
        var second = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.True(second.IsDelivered);
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "AUTH PLAIN AHVzZXIAcMOkc3M=")]
    [InlineData("AUTH LOGIN", "cMOkc3M=")]
    public async Task Credentials_go_by_what_the_server_offers(string extension, string expected)
    {
        await using var server = new ScriptedSmtpServer { Extensions = [extension] };
        await using var transport = new SmtpTransport(Plain(server) with { User = "user", Password = "päss" }, TimeProvider.System);

        Assert.True((await transport.SendAsync(ToReader, Message, CancellationToken.None)).IsDelivered);

        Assert.Contains(expected, server.Commands);
    }

    [Fact]
    public async Task Wrong_credentials_are_the_operators_trouble_not_the_recipients()
    {
        await using var server = new ScriptedSmtpServer(("AUTH", "535 no")) { Extensions = ["AUTH PLAIN"] };
        await using var transport = new SmtpTransport(Plain(server) with { User = "user", Password = "wrong" }, TimeProvider.System);
        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);
        Assert.Equal((DeliveryOutcome.ServerRefused, SmtpPhase.Authenticate), (result.Outcome, result.Phase));
    }

    [Theory]
    [InlineData(SmtpSecurity.Offered)]
    [InlineData(SmtpSecurity.Required)]
    [InlineData(SmtpSecurity.Implicit)]
    public async Task Mail_goes_over_tls_to_a_server_with_a_trusted_certificate(SmtpSecurity security)
    {
        using var folder = new TemporaryFolder();
        using var certificate = ScriptedSmtpServer.MakeCertificate("localhost");
        await using var server = new ScriptedSmtpServer { Certificate = certificate, Extensions = ["STARTTLS"], ImplicitTls = security == SmtpSecurity.Implicit };
        var pem = Path.Combine(folder.Path, "ca.pem");
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());
        await using var transport = new SmtpTransport(Plain(server) with { Host = "localhost", Security = security, TrustedCertificates = pem }, TimeProvider.System);

        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.True(result.IsDelivered, result.Detail);
        Assert.Equal(security != SmtpSecurity.Implicit, server.Commands.Contains("STARTTLS"));
    }

    [Theory]
    [InlineData(SmtpSecurity.Offered)]
    [InlineData(SmtpSecurity.Required)]
    [InlineData(SmtpSecurity.Implicit)]
    public async Task An_unknown_certificate_stops_the_mail_with_a_clear_reason(SmtpSecurity security)
    {
        using var certificate = ScriptedSmtpServer.MakeCertificate("localhost");
        await using var server = new ScriptedSmtpServer { Certificate = certificate, Extensions = ["STARTTLS"], ImplicitTls = security == SmtpSecurity.Implicit };
        await using var transport = new SmtpTransport(Plain(server) with { Host = "localhost", Security = security }, TimeProvider.System);

        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.Equal((DeliveryOutcome.ServerRefused, SmtpPhase.StartTls), (result.Outcome, result.Phase));
        Assert.Contains("certificate of localhost", result.Detail, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Required_tls_that_is_not_offered_stops_the_mail()
    {
        await using var server = new ScriptedSmtpServer();
        await using var transport = new SmtpTransport(Plain(server) with { Security = SmtpSecurity.Required }, TimeProvider.System);
        Assert.Equal(DeliveryOutcome.ServerRefused, (await transport.SendAsync(ToReader, Message, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Refused_starttls_is_plain_text_when_offered_and_no_mail_when_required()
    {
        await using var server = new ScriptedSmtpServer(("STARTTLS", "454 not now")) { Extensions = ["STARTTLS"] };
        await using var offered = new SmtpTransport(Plain(server) with { Security = SmtpSecurity.Offered }, TimeProvider.System);
        await using var required = new SmtpTransport(Plain(server) with { Security = SmtpSecurity.Required }, TimeProvider.System);
        Assert.True((await offered.SendAsync(ToReader, Message, CancellationToken.None)).IsDelivered);
        Assert.Equal(DeliveryOutcome.ServerRefused, (await required.SendAsync(ToReader, Message, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_message_over_the_servers_limit_is_not_even_offered()
    {
        await using var server = new ScriptedSmtpServer { Extensions = ["SIZE 10"] };
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);
        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);
        Assert.Equal((DeliveryOutcome.Rejected, 552), (result.Outcome, result.ReplyCode));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static SmtpSettings Plain(ScriptedSmtpServer server) =>
        new() { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, ReplyTimeout = TimeSpan.FromSeconds(20) };
}
