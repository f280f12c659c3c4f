using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Search.Alerts.Webhooks;
using Search.Data.Webhooks;
using Search.Ingest.Fetching;
using Search.Testing;

namespace Search.Alerts.Tests.Webhooks;

public sealed class WebhookSenderTests : IDisposable
{
    private static readonly byte[] Block = new byte[8 << 10];

    private readonly SocketsHttpHandler _handler = GuardedConnections.Handler(new FetchLimits { AllowLoopback = true });
    private readonly WebhookSender _sender;

    public WebhookSenderTests() => _sender = new WebhookSender(_handler, new ManualTime(), new WebhookLimits { Timeout = TimeSpan.FromSeconds(1) });

    public void Dispose()
    {
        _sender.Dispose();
        _handler.Dispose();
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_is_left_when_the_time_is_over()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var started = Stopwatch.StartNew();
        var answer = await SendAsync(receiver.Url);

        Assert.Equal((null, "no answer within 1 seconds"), (answer.Status, answer.Detail));
        Assert.InRange(started.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(8));
    }

    [Theory]
    [InlineData(200, "200 OK")]
    [InlineData(500, "500 Internal Server Error")]
    public async Task An_endless_answer_is_its_status(int status, string detail)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = async (context, _) =>
        {
            context.Response.StatusCode = status;
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(Block, context.RequestAborted);
        };
        var answer = await SendAsync(receiver.Url);

        Assert.Equal((status, detail), (answer.Status, answer.Detail));
    }

    [Fact]
    public async Task Of_an_endless_answer_no_more_than_the_limit_is_read()
    {
        using var endless = new EndlessHandler();
        using var sender = new WebhookSender(endless, new ManualTime());

        Assert.Equal(404, (await SendAsync("http://example.org/", sender)).Status);
        Assert.Equal(64 << 10, endless.Read);
    }

    [Fact]
    public async Task An_answer_that_drips_is_its_status_when_the_time_is_over()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = async (context, _) =>
        {
            context.Response.StatusCode = 404;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(".", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(100), context.RequestAborted);
            }
        };

        Assert.Equal((404, "404 Not Found"), await SendAsync(receiver.Url) is var answer ? (answer.Status, answer.Detail) : default);
    }

    [Fact]
    public async Task What_a_refusal_says_is_one_short_line()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = Receiver.Status(400, "bad\r\n\u001b[31msignature\u202e " + new string('x', 10_000));
        var answer = await SendAsync(receiver.Url);

        Assert.StartsWith("400 Bad Request: bad [31msignature xxx", answer.Detail, StringComparison.Ordinal);
        Assert.InRange(answer.Detail.Length, 100, 401);
    }

    [Fact]
    public async Task A_certificate_that_nobody_signed_is_said_to_be_one()
    {
        using var certificate = ScriptedSmtpServer.MakeCertificate("localhost");
        await using var receiver = await Receiver.StartAsync(certificate);
        var answer = await SendAsync(receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        Assert.Null(answer.Status);
        Assert.StartsWith("no secure connection: The remote certificate is invalid", answer.Detail, StringComparison.Ordinal);
        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task A_receiver_that_speaks_no_TLS_is_a_fault_with_a_text()
    {
        await using var receiver = await Receiver.StartAsync();
        var answer = await SendAsync(receiver.Url.Replace("http://", "https://", StringComparison.Ordinal));

        Assert.Null(answer.Status);
        Assert.StartsWith("no secure connection: ", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_a_fault_with_a_text()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var address = $"http://{port.LocalEndpoint}/";
        port.Stop();

        Assert.StartsWith("no connection: ", (await SendAsync(address)).Detail, StringComparison.Ordinal);
        Assert.Equal("the host name is not known", (await SendAsync("http://nowhere.invalid/")).Detail);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_a_fault()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var answer = await SendAsync(receiver.Url);
        Assert.Null(answer.Status);
        Assert.NotEmpty(answer.Detail);
    }

    [Fact]
    public void A_handler_that_follows_redirects_is_a_mistake()
    {
        using var sockets = new SocketsHttpHandler();
        using var client = new HttpClientHandler();
        Assert.Throws<ArgumentException>(() => new WebhookSender(sockets, TimeProvider.System));
        Assert.Throws<ArgumentException>(() => new WebhookSender(client, TimeProvider.System));
    }

    private Task<WebhookAnswer> SendAsync(string url, WebhookSender? sender = null) => (sender ?? _sender).SendAsync(
        new Webhook { WebhookId = 1, AlertId = 1, Url = url, Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", MatchCursor = 0 }, "msg_1", "{}", CancellationToken.None);
}
