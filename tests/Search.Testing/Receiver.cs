using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Search.Testing;

/// <summary>A web server on a free port of this machine that keeps what it is sent and answers as the test says.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedCall> _calls = [];
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>Answers a request, by the request and the number of those before it; 204 by default.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = Status(204);

    public string Url => _app.Urls.First();

    public IReadOnlyList<ReceivedCall> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <param name="certificate">Speaks TLS with it; null for plain HTTP.</param>
    public static async Task<Receiver> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port: 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.HandleAsync);
        await app.StartAsync(CancellationToken.None);
        return receiver;
    }

    public static Func<HttpContext, int, Task> Status(int status, string body = "", string? retryAfter = null, string? location = null) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        if (location is not null)
            context.Response.Headers.Location = location;
        if (body.Length > 0)
            await context.Response.WriteAsync(body, context.RequestAborted);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal);
        int number;
        lock (_gate)
        {
            number = _calls.Count;
            _calls.Add(new ReceivedCall(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body.ToArray()));
        }
        await Answer(context, number);
    }
}
