using System.Text;
using Search.Alerts.Mail;
using Search.Testing;

namespace Search.Alerts.Tests.Mail;

public class SmtpTransportTests
{
    private static readonly Envelope ToReader = new("digest@example.org", "reader@example.org");
    private static readonly byte[] Message = Encoding.ASCII.GetBytes("Subject: hello\r\n\r\n.one dot\r\n..two dots\r\n.\r\nend\r\n");

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

    [Fact]
    public async Task A_pipelining_server_gets_the_envelope_in_one_go_and_a_lone_dot_when_it_takes_data_for_nobody()
    {
        await using var server = new ScriptedSmtpServer(("RCPT", "550 no such user"), ("RCPT", "usual"), ("DATA", "354 go ahead")) { Extensions = ["PIPELINING"] };
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);

        var refused = await transport.SendAsync(ToReader, Message, CancellationToken.None);
        var taken = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.Equal((DeliveryOutcome.Rejected, SmtpPhase.RcptTo, 550), (refused.Outcome, refused.Phase, refused.ReplyCode));
        Assert.True(taken.IsDelivered, taken.Detail);
        Assert.Equal(Message, Assert.Single(server.Messages));
        Assert.DoesNotContain("RSET", server.Commands);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_server_that_refuses_the_sender_and_takes_the_rest_is_not_given_an_empty_message()
    {
        await using var server = new ScriptedSmtpServer(("MAIL", "550 who?"), ("MAIL", "usual"), ("RCPT", "250 ok"), ("DATA", "354 go ahead")) { Extensions = ["PIPELINING"] };
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);

        var refused = await transport.SendAsync(ToReader, Message, CancellationToken.None);
        var taken = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.Equal((DeliveryOutcome.ServerRefused, SmtpPhase.MailFrom, 550), (refused.Outcome, refused.Phase, refused.ReplyCode));
        Assert.True(taken.IsDelivered, taken.Detail);
        Assert.Equal(Message, Assert.Single(server.Messages));
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task As_many_connections_are_open_as_the_settings_allow_and_each_is_used_again(int connections)
    {
        await using var server = new ScriptedSmtpServer { Thinking = TimeSpan.FromMilliseconds(20), Extensions = ["PIPELINING"] };
        await using var transport = new SmtpTransport(Plain(server) with { Connections = connections }, TimeProvider.System);

        var messages = Enumerable.Range(0, 40).Select(i => Encoding.ASCII.GetBytes($"Subject: {i}\r\n\r\n{i}\r\n")).ToArray();
        var results = await Task.WhenAll(messages.Select(message => transport.SendAsync(ToReader, message, CancellationToken.None)));

        Assert.All(results, result => Assert.True(result.IsDelivered, result.Detail));
        Assert.Equal(messages.Select(Encoding.ASCII.GetString).Order(StringComparer.Ordinal), server.Messages.Select(Encoding.ASCII.GetString).Order(StringComparer.Ordinal));
        Assert.Equal(connections, server.MostOpenConnections);
        Assert.Equal(connections, server.Connections);
    }

    [Fact]
    public async Task A_connection_that_has_had_its_messages_is_closed_and_another_opened()
    {
        await using var server = new ScriptedSmtpServer();
        await using var transport = new SmtpTransport(Plain(server) with { MessagesPerConnection = 3 }, TimeProvider.System);

        for (var i = 0; i < 7; i++)
            Assert.True((await transport.SendAsync(ToReader, Message, CancellationToken.None)).IsDelivered);

        Assert.Equal(3, server.Connections);
        Assert.Equal(2, server.Commands.Count(command => command == "QUIT"));
    }

    [Fact]
    public async Task Unused_connections_are_closed_after_a_while()
    {
        await using var server = new ScriptedSmtpServer { Thinking = TimeSpan.FromMilliseconds(20) };
        await using var transport = new SmtpTransport(Plain(server) with { KeepOpen = TimeSpan.FromMilliseconds(100) }, TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => transport.SendAsync(ToReader, Message, CancellationToken.None)));

        await UntilAsync(() => server.OpenConnections == 0);
        Assert.Equal(4, server.Commands.Count(command => command == "QUIT"));
    }

    [Fact]
    public async Task Cancelled_sends_leave_no_connection_behind()
    {
        await using var server = new ScriptedSmtpServer(("RCPT", "silence"));
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);
        using var cancel = new CancellationTokenSource();

        var sends = Enumerable.Range(0, 10).Select(_ => transport.SendAsync(ToReader, Message, cancel.Token)).ToArray();
        await UntilAsync(() => server.OpenConnections == 4);
        await cancel.CancelAsync();

        foreach (var send in sends)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
        await UntilAsync(() => server.OpenConnections == 0);
        Assert.Equal(4, server.Connections);
    }

    [Fact]
    public async Task A_message_that_was_handed_over_is_waited_for_when_the_send_is_cancelled()
    {
        await using var server = new ScriptedSmtpServer { Thinking = TimeSpan.FromMilliseconds(300) };
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);
        using var cancel = new CancellationTokenSource();

        var send = transport.SendAsync(ToReader, Message, cancel.Token);
        await UntilAsync(() => server.Commands.Contains("DATA"));
        await Task.Delay(100, CancellationToken.None);
        await cancel.CancelAsync();

        Assert.True((await send).IsDelivered);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Sends_after_the_end_are_a_programmers_error_and_a_session_in_use_is_closed_after_its_message()
    {
        await using var server = new ScriptedSmtpServer { Thinking = TimeSpan.FromMilliseconds(200) };
        var transport = new SmtpTransport(Plain(server), TimeProvider.System);
        var send = transport.SendAsync(ToReader, Message, CancellationToken.None);
        await UntilAsync(() => server.Commands.Contains("DATA"));

        await transport.DisposeAsync();

        Assert.True((await send).IsDelivered);
        await UntilAsync(() => server.OpenConnections == 0);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => transport.SendAsync(ToReader, Message, CancellationToken.None));
    }

    [Fact]
    public async Task Kept_connections_that_a_restarted_server_has_forgotten_cost_no_message()
    {
        await using var server = new ScriptedSmtpServer(
            ("MAIL", "usual"), ("MAIL", "usual"), ("MAIL", "usual"), ("MAIL", "usual"), ("MAIL", "421 restarting"), ("MAIL", "drop"), ("MAIL", "421 restarting"), ("MAIL", "drop"), ("MAIL", "usual"))
        {
            Thinking = TimeSpan.FromMilliseconds(50),
        };
        await using var transport = new SmtpTransport(Plain(server), TimeProvider.System);

        for (var round = 0; round < 2; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => transport.SendAsync(ToReader, Message, CancellationToken.None)));
            Assert.All(results, result => Assert.True(result.IsDelivered, result.Detail));
        }
        Assert.Equal(8, server.Messages.Count);
    }

    [Fact]
    public async Task Addresses_beyond_ascii_go_to_servers_that_take_them_and_are_refused_clearly_for_others()
    {
        var toArabic = new Envelope("digest@example.org", "مكتب@example.org");
        await using var modern = new ScriptedSmtpServer { Extensions = ["8BITMIME", "SMTPUTF8", "PIPELINING"] };
        await using var plain = new ScriptedSmtpServer();
        await using var toModern = new SmtpTransport(Plain(modern), TimeProvider.System);
        await using var toPlain = new SmtpTransport(Plain(plain), TimeProvider.System);

        Assert.True((await toModern.SendAsync(toArabic, Message, CancellationToken.None)).IsDelivered);
        var refused = await toPlain.SendAsync(toArabic, Message, CancellationToken.None);
        var ownFault = await toPlain.SendAsync(new Envelope("مكتب@example.org", "reader@example.org"), Message, CancellationToken.None);

        Assert.Contains("MAIL FROM:<digest@example.org> SMTPUTF8", modern.Commands);
        Assert.Contains("RCPT TO:<" + Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("مكتب@example.org")) + ">", modern.Commands);
        Assert.Equal((DeliveryOutcome.Rejected, 553), (refused.Outcome, refused.ReplyCode));
        Assert.Equal("the address مكتب@example.org has letters outside ASCII, and 127.0.0.1 does not offer SMTPUTF8", refused.Detail);
        Assert.Equal(DeliveryOutcome.ServerRefused, ownFault.Outcome);
        Assert.DoesNotContain(plain.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bytes_beyond_ascii_are_announced_or_not_sent()
    {
        var eightBit = Encoding.UTF8.GetBytes("Subject: x\r\n\r\nnaïve\r\n");
        await using var modern = new ScriptedSmtpServer { Extensions = ["8BITMIME"] };
        await using var old = new ScriptedSmtpServer { Extensions = [] };
        await using var toModern = new SmtpTransport(Plain(modern), TimeProvider.System);
        await using var toOld = new SmtpTransport(Plain(old), TimeProvider.System);

        Assert.True((await toModern.SendAsync(ToReader, eightBit, CancellationToken.None)).IsDelivered);
        var refused = await toOld.SendAsync(ToReader, eightBit, CancellationToken.None);

        Assert.Contains("MAIL FROM:<digest@example.org> BODY=8BITMIME", modern.Commands);
        Assert.Equal(eightBit, Assert.Single(modern.Messages));
        Assert.Equal(DeliveryOutcome.Rejected, refused.Outcome);
        Assert.Contains("8BITMIME", refused.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(4, 4)]
    [InlineData(10_000, 50)]
    public void A_number_of_connections_out_of_bounds_is_the_nearest_good_one(int set, int effective) =>
        Assert.Equal(effective, new SmtpSettings { Host = "x", Connections = set }.EffectiveConnections);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1_000 && !condition(); i++)
            await Task.Delay(10, CancellationToken.None);
        Assert.True(condition());
    }

    private static SmtpSettings Plain(ScriptedSmtpServer server) =>
        new() { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, ReplyTimeout = TimeSpan.FromSeconds(20) };
}
