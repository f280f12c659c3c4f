using System.Text;
using Search.Alerts.Mail;
using Search.Testing;

namespace Search.Alerts.Tests.Mail;

/// <summary>
/// What each answer of a mail server does, one row a case: the outcome, the phase it is told with, the reply code, and whether the
/// connection serves the next message. Every row runs against a server without and with PIPELINING.
/// </summary>
public class SmtpBehaviourTests
{
    private static readonly Envelope ToReader = new("digest@example.org", "reader@example.org");
    private static readonly byte[] Message = Encoding.ASCII.GetBytes("Subject: hello\r\n\r\n.one dot\r\n..two dots\r\n.\r\nend\r\n");

    /// <summary>Command, reply, outcome, phase, code, is the connection kept.</summary>
    private static readonly (string Command, string Reply, DeliveryOutcome Outcome, SmtpPhase Phase, int? Code, bool Kept)[] Rows =
    [
        // Taken.
        ("message", "250 taken", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),
        ("message", "250-taken\r\n250 queued as 7", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),
        ("EHLO", "250-first\r\n250 not a code in sight", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),
        ("EHLO", "502 what?", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),
        ("MAIL", "250", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),
        ("RCPT", "251 will forward", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),

        // 421: the server closes, whenever it says so.
        ("connect", "421 too busy", DeliveryOutcome.Retry, SmtpPhase.Greeting, 421, false),
        ("EHLO", "421 closing", DeliveryOutcome.Retry, SmtpPhase.Hello, 421, false),
        ("MAIL", "421 closing", DeliveryOutcome.Retry, SmtpPhase.MailFrom, 421, false),
        ("RCPT", "421 closing", DeliveryOutcome.Retry, SmtpPhase.RcptTo, 421, false),
        ("DATA", "421 closing", DeliveryOutcome.Retry, SmtpPhase.Data, 421, false),
        ("message", "421 closing", DeliveryOutcome.Retry, SmtpPhase.AfterData, 421, false),

        // 4xx: later, over the same connection.
        ("EHLO", "451 not yet", DeliveryOutcome.Retry, SmtpPhase.Hello, 451, false),
        ("MAIL", "451 local trouble", DeliveryOutcome.Retry, SmtpPhase.MailFrom, 451, true),
        ("MAIL", "452 disk full", DeliveryOutcome.Retry, SmtpPhase.MailFrom, 452, true),
        ("RCPT", "450 4.2.0 greylisted, come back", DeliveryOutcome.Retry, SmtpPhase.RcptTo, 450, true),
        ("RCPT", "451 local trouble", DeliveryOutcome.Retry, SmtpPhase.RcptTo, 451, true),
        ("RCPT", "452 4.2.2 mailbox full", DeliveryOutcome.Retry, SmtpPhase.RcptTo, 452, true),
        ("DATA", "451 not now", DeliveryOutcome.Retry, SmtpPhase.Data, 451, true),
        ("message", "450 busy", DeliveryOutcome.Retry, SmtpPhase.AfterData, 450, true),
        ("message", "451 not now", DeliveryOutcome.Retry, SmtpPhase.AfterData, 451, true),
        ("message", "452 disk full", DeliveryOutcome.Retry, SmtpPhase.AfterData, 452, true),

        // 5xx: for good. Before a recipient is named it is the server's refusal of us, after it the recipient's or the message's.
        ("connect", "554 no service", DeliveryOutcome.ServerRefused, SmtpPhase.Greeting, 554, false),
        ("EHLO", "550 go away", DeliveryOutcome.ServerRefused, SmtpPhase.Hello, 550, false),
        ("MAIL", "530 log in first", DeliveryOutcome.ServerRefused, SmtpPhase.MailFrom, 530, true),
        ("MAIL", "550 sender unknown", DeliveryOutcome.ServerRefused, SmtpPhase.MailFrom, 550, true),
        ("MAIL", "552 5.3.4 too large", DeliveryOutcome.Rejected, SmtpPhase.MailFrom, 552, true),
        ("RCPT", "550 5.1.1 no such user", DeliveryOutcome.Rejected, SmtpPhase.RcptTo, 550, true),
        ("RCPT", "552 5.2.2 mailbox full", DeliveryOutcome.Rejected, SmtpPhase.RcptTo, 552, true),
        ("RCPT", "554 refused", DeliveryOutcome.Rejected, SmtpPhase.RcptTo, 554, true),
        ("DATA", "554 no valid recipients", DeliveryOutcome.Rejected, SmtpPhase.Data, 554, true),
        ("message", "550 not wanted", DeliveryOutcome.Rejected, SmtpPhase.AfterData, 550, true),
        ("message", "552 too large", DeliveryOutcome.Rejected, SmtpPhase.AfterData, 552, true),
        ("message", "554 looks like spam", DeliveryOutcome.Rejected, SmtpPhase.AfterData, 554, true),

        // The connection goes, in each phase.
        ("connect", "drop", DeliveryOutcome.Retry, SmtpPhase.Greeting, null, false),
        ("EHLO", "drop", DeliveryOutcome.Retry, SmtpPhase.Hello, null, false),
        ("MAIL", "drop", DeliveryOutcome.Retry, SmtpPhase.MailFrom, null, false),
        ("RCPT", "drop", DeliveryOutcome.Retry, SmtpPhase.RcptTo, null, false),
        ("DATA", "drop", DeliveryOutcome.Retry, SmtpPhase.Data, null, false),
        ("in message", "drop", DeliveryOutcome.Retry, SmtpPhase.AfterData, null, false),
        ("message", "drop", DeliveryOutcome.Retry, SmtpPhase.AfterData, null, false),

        // Silence, in each phase.
        ("connect", "silence", DeliveryOutcome.Retry, SmtpPhase.Greeting, null, false),
        ("EHLO", "silence", DeliveryOutcome.Retry, SmtpPhase.Hello, null, false),
        ("MAIL", "silence", DeliveryOutcome.Retry, SmtpPhase.MailFrom, null, false),
        ("RCPT", "silence", DeliveryOutcome.Retry, SmtpPhase.RcptTo, null, false),
        ("DATA", "silence", DeliveryOutcome.Retry, SmtpPhase.Data, null, false),
        ("message", "silence", DeliveryOutcome.Retry, SmtpPhase.AfterData, null, false),

        // Slow, but within the limit.
        ("connect", "late:220 hello", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),
        ("RCPT", "late:250 ok", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),
        ("DATA", "trickle:354 go ahead", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),
        ("message", "late:250 ok", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),
        ("message", "trickle:250-one\r\n250 two", DeliveryOutcome.Delivered, SmtpPhase.Done, 250, true),

        // What is no reply.
        ("connect", "SSH-2.0-OpenSSH_9.2", DeliveryOutcome.Retry, SmtpPhase.Greeting, null, false),
        ("EHLO", "hello yourself", DeliveryOutcome.Retry, SmtpPhase.Hello, null, false),
        ("MAIL", "", DeliveryOutcome.Retry, SmtpPhase.MailFrom, null, false),
        ("MAIL", "\0\u0001\u0002", DeliveryOutcome.Retry, SmtpPhase.MailFrom, null, false),
        ("RCPT", "2500 ok", DeliveryOutcome.Retry, SmtpPhase.RcptTo, null, false),
        ("RCPT", "99 ok", DeliveryOutcome.Retry, SmtpPhase.RcptTo, null, false),
        ("message", "-25 ok", DeliveryOutcome.Retry, SmtpPhase.AfterData, null, false),
        ("message", "700 ok", DeliveryOutcome.Retry, SmtpPhase.AfterData, null, false),
        ("connect", "endless lines", DeliveryOutcome.Retry, SmtpPhase.Greeting, null, false),
        ("EHLO", "endless lines", DeliveryOutcome.Retry, SmtpPhase.Hello, null, false),
        ("message", "endless lines", DeliveryOutcome.Retry, SmtpPhase.AfterData, null, false),
        ("RCPT", "endless line", DeliveryOutcome.Retry, SmtpPhase.RcptTo, null, false),

        // Replies that belong elsewhere.
        ("MAIL", "354 go ahead", DeliveryOutcome.Retry, SmtpPhase.MailFrom, 354, true),
        ("DATA", "250 ok", DeliveryOutcome.Retry, SmtpPhase.Data, 250, true),
        ("message", "354 more", DeliveryOutcome.Retry, SmtpPhase.AfterData, 354, true),
    ];

    public static TheoryData<string, string, bool, DeliveryOutcome, SmtpPhase, int?, bool> Replies
    {
        get
        {
            var data = new TheoryData<string, string, bool, DeliveryOutcome, SmtpPhase, int?, bool>();
            foreach (var row in Rows)
            {
                data.Add(row.Command, row.Reply, false, row.Outcome, row.Phase, row.Code, row.Kept);
                data.Add(row.Command, row.Reply, true, row.Outcome, row.Phase, row.Code, row.Kept);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task Each_reply_has_its_outcome(string command, string reply, bool pipelining, DeliveryOutcome outcome, SmtpPhase phase, int? code, bool kept)
    {
        await using var server = Server(pipelining, (command, reply), (command, "usual"));
        await using var transport = new SmtpTransport(Plain(server, reply), TimeProvider.System);

        var first = await transport.SendAsync(ToReader, Message, CancellationToken.None);
        var taken = server.Messages.Count;
        var second = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.Equal((outcome, phase, code), (first.Outcome, first.Phase, first.ReplyCode));
        Assert.Equal(outcome == DeliveryOutcome.Delivered ? 1 : 0, taken);
        Assert.True(second.IsDelivered, second.Detail);
        Assert.Equal(kept ? 1 : 2, server.Connections);
        Assert.All(server.Messages, message => Assert.Equal(Message, message));
        Assert.DoesNotContain(first.Detail, char.IsControl);
    }

    [Theory]
    [InlineData("RSET", "drop")]
    [InlineData("RSET", "silence")]
    [InlineData("RSET", "421 closing")]
    [InlineData("RSET", "500 what?")]
    [InlineData("RSET", "garbage")]
    public async Task A_verdict_stands_whatever_becomes_of_the_connection_at_rset(string command, string reply)
    {
        await using var server = Server(pipelining: false, ("RCPT", "550 no such user"), ("RCPT", "usual"), (command, reply));
        await using var transport = new SmtpTransport(Plain(server, reply), TimeProvider.System);

        var first = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.Equal((DeliveryOutcome.Rejected, SmtpPhase.RcptTo, 550), (first.Outcome, first.Phase, first.ReplyCode));
        Assert.True((await transport.SendAsync(ToReader, Message, CancellationToken.None)).IsDelivered);
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("silence")]
    [InlineData("500 what?")]
    [InlineData("endless line")]
    public async Task A_server_that_does_not_say_goodbye_harms_nothing(string reply)
    {
        await using var server = Server(pipelining: true, ("QUIT", reply));
        var transport = new SmtpTransport(Plain(server, reply), TimeProvider.System);
        Assert.True((await transport.SendAsync(ToReader, Message, CancellationToken.None)).IsDelivered);
        await transport.DisposeAsync();
        Assert.Equal("QUIT", server.Commands[^1]);
    }

    /// <summary>STARTTLS and AUTH, each answer of the server when TLS is offered and when it is required.</summary>
    [Theory]
    [InlineData("STARTTLS", "454 not now", SmtpSecurity.Offered, DeliveryOutcome.Delivered, SmtpPhase.Done, 250)]
    [InlineData("STARTTLS", "454 not now", SmtpSecurity.Required, DeliveryOutcome.ServerRefused, SmtpPhase.StartTls, 454)]
    [InlineData("STARTTLS", "501 no", SmtpSecurity.Required, DeliveryOutcome.ServerRefused, SmtpPhase.StartTls, 501)]
    [InlineData("STARTTLS", "421 closing", SmtpSecurity.Offered, DeliveryOutcome.Retry, SmtpPhase.StartTls, 421)]
    [InlineData("STARTTLS", "421 closing", SmtpSecurity.Required, DeliveryOutcome.Retry, SmtpPhase.StartTls, 421)]
    [InlineData("STARTTLS", "drop", SmtpSecurity.Offered, DeliveryOutcome.Retry, SmtpPhase.StartTls, null)]
    [InlineData("STARTTLS", "drop", SmtpSecurity.Required, DeliveryOutcome.Retry, SmtpPhase.StartTls, null)]
    [InlineData("STARTTLS", "silence", SmtpSecurity.Required, DeliveryOutcome.Retry, SmtpPhase.StartTls, null)]
    [InlineData("STARTTLS", "220 go\r\n250 injected", SmtpSecurity.Required, DeliveryOutcome.ServerRefused, SmtpPhase.StartTls, null)]
    [InlineData("AUTH", "535 wrong", SmtpSecurity.None, DeliveryOutcome.ServerRefused, SmtpPhase.Authenticate, 535)]
    [InlineData("AUTH", "454 later", SmtpSecurity.None, DeliveryOutcome.Retry, SmtpPhase.Authenticate, 454)]
    [InlineData("AUTH", "421 closing", SmtpSecurity.None, DeliveryOutcome.Retry, SmtpPhase.Authenticate, 421)]
    [InlineData("AUTH", "334 more?", SmtpSecurity.None, DeliveryOutcome.Retry, SmtpPhase.Authenticate, 334)]
    [InlineData("AUTH", "drop", SmtpSecurity.None, DeliveryOutcome.Retry, SmtpPhase.Authenticate, null)]
    [InlineData("AUTH", "silence", SmtpSecurity.None, DeliveryOutcome.Retry, SmtpPhase.Authenticate, null)]
    public async Task Securing_and_logging_in_have_their_outcomes(
        string command, string reply, SmtpSecurity security, DeliveryOutcome outcome, SmtpPhase phase, int? code)
    {
        await using var server = new ScriptedSmtpServer((command, reply)) { Extensions = ["STARTTLS", "AUTH PLAIN LOGIN"] };
        var settings = Plain(server, reply) with { Security = security, User = security == SmtpSecurity.None ? "user" : null, Password = "secret" };
        await using var transport = new SmtpTransport(settings, TimeProvider.System);

        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.Equal((outcome, phase, code), (result.Outcome, result.Phase, result.ReplyCode));
        Assert.DoesNotContain("secret", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("550 \u001b[31mred\u0007\u0000 alert", "550 [31mred   alert")]
    [InlineData("550 turned \u202Eround\u202C\u2028end", "550 turned  round  end")]
    [InlineData("550-one\r\n550-\ttwo\r\n550 three", "550 one  two three")]
    public async Task A_servers_words_are_told_on_one_line_without_control_characters(string reply, string detail)
    {
        await using var server = Server(pipelining: true, ("RCPT", reply));
        await using var transport = new SmtpTransport(Plain(server, reply), TimeProvider.System);
        Assert.Equal(detail, (await transport.SendAsync(ToReader, Message, CancellationToken.None)).Detail);
    }

    [Fact]
    public async Task A_servers_long_speech_is_cut()
    {
        await using var server = Server(pipelining: true, ("RCPT", "550 " + new string('x', 3_000)));
        await using var transport = new SmtpTransport(Plain(server, ""), TimeProvider.System);
        Assert.Equal(504, (await transport.SendAsync(ToReader, Message, CancellationToken.None)).Detail.Length);
    }

    private static ScriptedSmtpServer Server(bool pipelining, params (string Command, string Reply)[] script) =>
        new(script) { Extensions = pipelining ? ["SIZE 10000000", "8BITMIME", "PIPELINING"] : ["SIZE 10000000", "8BITMIME"] };

    private static SmtpSettings Plain(ScriptedSmtpServer server, string reply) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Security = SmtpSecurity.None,
        ReplyTimeout = reply == "silence" ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromSeconds(20),
        FinalReplyTimeout = reply == "silence" ? TimeSpan.FromMilliseconds(300) : null,
    };
}
