using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Retry;

namespace Search.Ingest.Fetching;

/// <summary>Fetches a document over HTTP within <see cref="FetchLimits"/>: conditional, compressed, redirects checked one by one, faults repeated. Thread-safe.</summary>
internal sealed class DocumentFetcher : IDisposable
{
    private const string Agent = "Search/0.1 (feed reader)";
    private const string Accepted = "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.3";

    private readonly HttpClient _client;
    private readonly FetchLimits _limits;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<FetchedDocument> _retries;

    public DocumentFetcher(FetchLimits limits, TimeProvider time, HttpMessageHandler? handler = null)
    {
        _limits = limits;
        _time = time;
        _client = new HttpClient(handler ?? GuardedConnections.Handler(limits)) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _retries = Retries(limits, time);
    }

    /// <exception cref="HttpRequestException">The network or the server failed.</exception>
    /// <exception cref="FetchRefusedException">A limit was reached, or the address may not be fetched from.</exception>
    public async Task<FetchedDocument> FetchAsync(string address, string? etag, string? lastModified, CancellationToken cancellation)
    {
        using var limited = new CancellationTokenSource(_limits.Timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limited.Token, cancellation);
        try
        {
            return await _retries.ExecuteAsync(async token => await FollowAsync(address, etag, lastModified, token), linked.Token);
        }
        catch (OperationCanceledException late) when (limited.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new FetchRefusedException(string.Create(CultureInfo.InvariantCulture, $"no complete answer within {_limits.Timeout.TotalSeconds:0} seconds"), late);
        }
        catch (HttpRequestException error) when (error.InnerException is FetchRefusedException refused)
        {
            throw new FetchRefusedException(refused.Message, error);
        }
    }

    public void Dispose() => _client.Dispose();

    private static ResiliencePipeline<FetchedDocument> Retries(FetchLimits limits, TimeProvider time)
    {
        if (limits.Retries == 0)
            return ResiliencePipeline<FetchedDocument>.Empty;
        return new ResiliencePipelineBuilder<FetchedDocument> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<FetchedDocument>
            {
                MaxRetryAttempts = limits.Retries,
                Delay = limits.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = new PredicateBuilder<FetchedDocument>()
                    .Handle<HttpRequestException>(error => error.InnerException is not FetchRefusedException)
                    .Handle<IOException>()
                    .HandleResult(answer => (int)answer.Status is 500 or 502 or 504),
            })
            .Build();
    }

    private async Task<FetchedDocument> FollowAsync(string address, string? etag, string? lastModified, CancellationToken cancellation)
    {
        var uri = Checked(address);
        var isPermanent = true;
        for (var redirects = 0; redirects <= _limits.MostRedirects; redirects++)
        {
            using var request = Request(uri, etag, lastModified);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
                return await ReadAsync(answer, uri, redirects > 0 && isPermanent, cancellation);
            isPermanent &= (int)answer.StatusCode is 301 or 308;
            uri = Checked(new Uri(uri, location).AbsoluteUri);
        }
        throw new FetchRefusedException(string.Create(CultureInfo.InvariantCulture, $"more than {_limits.MostRedirects} redirects"));
    }

    private static Uri Checked(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new FetchRefusedException($"\"{address}\" is no http or https address");
        return uri;
    }

    private static HttpRequestMessage Request(Uri uri, string? etag, string? lastModified)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        request.Headers.TryAddWithoutValidation("Accept", Accepted);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br, deflate");
        if (!string.IsNullOrEmpty(etag))
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        if (!string.IsNullOrEmpty(lastModified))
            request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
        return request;
    }

    private async Task<FetchedDocument> ReadAsync(HttpResponseMessage answer, Uri uri, bool hasMoved, CancellationToken cancellation)
    {
        var body = answer.StatusCode == HttpStatusCode.OK ? await ReadBodyAsync(answer.Content, cancellation) : [];
        return new FetchedDocument(
            answer.StatusCode,
            uri.AbsoluteUri,
            body,
            Header(answer.Content.Headers, "Content-Type"),
            Header(answer.Headers, "ETag"),
            Header(answer.Content.Headers, "Last-Modified"),
            RetryAfter(answer.Headers.RetryAfter),
            hasMoved ? uri.AbsoluteUri : null);
    }

    private static string? Header(HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date - _time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null);

    /// <summary>The body, decompressed by us so that both sizes are bounded.</summary>
    private async Task<byte[]> ReadBodyAsync(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > _limits.LargestBody)
            throw TooLarge();
        await using var sent = await content.ReadAsStreamAsync(cancellation);
        var encodings = content.Headers.ContentEncoding;
        if (encodings.Count > 2)
            throw new FetchRefusedException("the answer is compressed more than twice");
        var stream = sent;
        foreach (var encoding in encodings.Reverse())
            stream = Decompress(stream, encoding.ToLowerInvariant());
        try
        {
            return await ReadAllAsync(stream, cancellation);
        }
        catch (InvalidDataException error)
        {
            throw new FetchRefusedException("the compressed answer is damaged: " + error.Message, error);
        }
    }

    private static Stream Decompress(Stream stream, string encoding) => encoding switch
    {
        "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
        "br" => new BrotliStream(stream, CompressionMode.Decompress),
        "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
        "identity" or "" => stream,
        _ => throw new FetchRefusedException($"the answer is compressed in an unknown way (\"{encoding}\")"),
    };

    private async Task<byte[]> ReadAllAsync(Stream stream, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = new byte[1 << 15];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (body.Length + read > _limits.LargestBody)
                throw TooLarge();
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private FetchRefusedException TooLarge() =>
        new(string.Create(CultureInfo.InvariantCulture, $"the answer is larger than {_limits.LargestBody / 1_000_000.0:0.#} MB"));
}
