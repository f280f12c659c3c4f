using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Search.Alerts.Digests;
using Search.Data.Webhooks;

namespace Search.Alerts.Webhooks;

/// <summary>
/// Makes one attempt of a call: signed, within its limits, following no redirect. Whatever the receiver does is an answer, not an exception.
/// Thread-safe.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const string Agent = "Search/0.1 (webhooks)";
    private const int LongestDetail = 400;

    private readonly HttpClient _client;
    private readonly TimeProvider _time;
    private readonly WebhookLimits _limits;

    /// <param name="handler">Opens the connections, and decides to which addresses; not disposed here.</param>
    /// <param name="time">Stamps the calls.</param>
    /// <param name="limits">Null for the defaults.</param>
    public WebhookSender(HttpMessageHandler handler, TimeProvider time, WebhookLimits? limits = null)
    {
        if (handler is SocketsHttpHandler { AllowAutoRedirect: true } or HttpClientHandler { AllowAutoRedirect: true })
            throw new ArgumentException("the handler follows redirects, which would lead signed calls elsewhere", nameof(handler));
        _client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        _time = time;
        _limits = limits ?? new WebhookLimits();
    }

    public async Task<WebhookAnswer> SendAsync(Webhook webhook, string eventId, string body, CancellationToken cancellation)
    {
        using var limited = new CancellationTokenSource(_limits.Timeout);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limited.Token, cancellation);
        try
        {
            using var request = Request(webhook, eventId, body);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            return await ReadAsync(request.RequestUri!, response, linked.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return new WebhookAnswer(Status: null, Describe(e));
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(Webhook webhook, string eventId, string body)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(webhook.Url)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        request.Headers.TryAddWithoutValidation("webhook-id", eventId);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", WebhookSignature.Of(webhook.Secret, eventId, timestamp, body));
        return request;
    }

    private async Task<WebhookAnswer> ReadAsync(Uri called, HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var line = string.Create(CultureInfo.InvariantCulture, $"{status} {response.ReasonPhrase}");
        var words = status switch
        {
            >= 200 and < 300 => "",
            >= 300 and < 400 when response.Headers.Location is { } target => $", which points to {(Uri.TryCreate(called, target, out var whole) ? whole : target)}; redirects are not followed",
            _ => await WordsAsync(response.Content, cancellation) is { Length: > 0 } said ? ": " + said : "",
        };
        return new WebhookAnswer(status, SafeText.Line(line + words, LongestDetail), status is 429 or 503 ? RetryAfter(response.Headers.RetryAfter) : null);
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);

    /// <summary>The beginning of what a refusal says. The status is the answer, whatever becomes of its body.</summary>
    private async Task<string> WordsAsync(HttpContent content, CancellationToken cancellation)
    {
        var buffer = new byte[_limits.LargestAnswer];
        var length = 0;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellation);
            length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return "";
        }
        return SafeText.Line(Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 4 * LongestDetail)), LongestDetail);
    }

    private string Describe(Exception error) => error switch
    {
        OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"no answer within {_limits.Timeout.TotalSeconds:0.#} seconds"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the host name is not known",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Line("no secure connection: ", error),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => Line("no connection: ", error),
        _ => Line("", error),
    };

    private static string Line(string what, Exception error) => SafeText.Line(what + (error.InnerException ?? error).Message, LongestDetail);
}
