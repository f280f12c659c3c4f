using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Search.Data;
using Search.Data.Articles;
using Search.Data.Sources;
using Search.Ingest.Feeds;
using Search.Ingest.Pages;

namespace Search.Ingest.Fetching;

/// <summary>
/// Polls the sources that are due: claims them, fetches each under its limits, writes its items as article rows and records how it went.
/// One source's failure is recorded on it and stops no other. Several processes may poll one database. Thread-safe.
/// </summary>
public sealed class FeedPoller : IDisposable
{
    private const int Concurrency = 8;
    private const int SourcesPerRound = 64;
    private const int LongestError = 500;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromDays(1);

    private readonly Database _database;
    private readonly DocumentFetcher _fetcher;
    private readonly ILogger _log;
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _perHost;

    public FeedPoller(Database database, FetchLimits? limits = null, ILogger<FeedPoller>? log = null, HttpMessageHandler? handler = null)
    {
        var bounds = limits ?? new FetchLimits();
        _database = database;
        _fetcher = new DocumentFetcher(bounds, database.Time, handler);
        _log = log ?? NullLogger<FeedPoller>.Instance;
        _perHost = Math.Max(1, bounds.ConnectionsPerHost);
    }

    /// <summary>Polls everything that is due, and returns when all of it is done. Sources that come due meanwhile wait for the next run.</summary>
    public async Task<IReadOnlyList<PollResult>> PollDueAsync(CancellationToken cancellation = default)
    {
        var results = new ConcurrentBag<PollResult>();
        while (true)
        {
            var due = await _database.WriteAsync(session => session.Sources.ClaimDueAsync(_owner, Lease, SourcesPerRound), cancellation);
            if (due.Count == 0)
                return [.. results.OrderBy(result => result.Source.SourceId)];
            var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellation };
            await Parallel.ForEachAsync(due, options, async (source, token) => results.Add(await PollAsync(source, token)));
        }
    }

    /// <summary>
    /// Reads a feed without storing anything: what adding it as a source would give. The error says what stands at the address instead,
    /// and where a web page says that its feed is.
    /// </summary>
    public async Task<(Feed? Feed, string? Error)> ProbeAsync(string address, CancellationToken cancellation = default)
    {
        try
        {
            var answer = await _fetcher.FetchAsync(address, etag: null, lastModified: null, cancellation);
            return answer.Status == HttpStatusCode.OK ? Read(answer) : (null, Describe(answer.Status));
        }
        catch (Exception error) when (IsFailure(error, cancellation))
        {
            return (null, Describe(error));
        }
    }

    public void Dispose()
    {
        _fetcher.Dispose();
        foreach (var host in _hosts.Values)
            host.Dispose();
    }

    private async Task<PollResult> PollAsync(Source source, CancellationToken cancellation)
    {
        var host = _hosts.GetOrAdd(HostOf(source.Url), _ => new SemaphoreSlim(_perHost, _perHost));
        await host.WaitAsync(cancellation);
        try
        {
            var answer = await _fetcher.FetchAsync(source.Url, source.Etag, source.LastModified, cancellation);
            return await TakeAsync(source, answer, cancellation);
        }
        catch (Exception error) when (IsFailure(error, cancellation))
        {
            return await FailAsync(source, Describe(error), after: null, cancellation);
        }
        finally
        {
            host.Release();
        }
    }

    /// <summary>A stage loop: whatever one source does to us is recorded on it; only our own cancellation ends the run.</summary>
    private static bool IsFailure(Exception error, CancellationToken cancellation) => error is not OperationCanceledException || !cancellation.IsCancellationRequested;

    private static string HostOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : "";

    private async Task<PollResult> TakeAsync(Source source, FetchedDocument answer, CancellationToken cancellation)
    {
        switch (answer.Status)
        {
            case HttpStatusCode.NotModified:
                return await SucceedAsync(source, answer, [], cancellation);
            case HttpStatusCode.OK:
                var (feed, error) = Read(answer);
                return feed is null ? await FailAsync(source, error!, after: null, cancellation) : await SucceedAsync(source, answer, Drafts(source, feed, answer), cancellation);
            case HttpStatusCode.Gone:
                return await GoneAsync(source, cancellation);
            default:
                return await FailAsync(source, Describe(answer.Status), answer.RetryAfter, cancellation);
        }
    }

    private static (Feed? Feed, string? Error) Read(FetchedDocument answer)
    {
        if (FeedParser.Parse(answer.Body, answer.Address, answer.ContentType) is { } feed)
            return (feed, null);
        if (!PageKinds.LooksLikeHtml(answer.Body))
            return (null, answer.Body.Length == 0 ? "the answer is empty" : "the document is no feed (RSS, Atom or JSON Feed)");
        var found = FeedDiscovery.Find(answer.Body, answer.Address, answer.ContentType);
        return (null, found is null ? "this is a web page, not a feed, and it names no feed" : $"this is a web page, not a feed; it says that its feed is at {found}");
    }

    private static List<ArticleDraft> Drafts(Source source, Feed feed, FetchedDocument answer) =>
        [.. feed.Items.Select(item => FeedArticles.ToDraft(item, feed, answer.Address, source.Name, source.Language)).OfType<ArticleDraft>()];

    /// <summary>Articles and the source's record in one transaction: a repeat after a crash finds both or none.</summary>
    private async Task<PollResult> SucceedAsync(Source source, FetchedDocument answer, List<ArticleDraft> drafts, CancellationToken cancellation)
    {
        var (added, revised) = (0, 0);
        await _database.WriteAsync(
            async session =>
            {
                (added, revised) = (0, 0);
                foreach (var draft in drafts)
                {
                    var outcome = (await session.Articles.IngestAsync(draft)).Outcome;
                    added += outcome == IngestOutcome.Added ? 1 : 0;
                    revised += outcome == IngestOutcome.Revised ? 1 : 0;
                }
                var next = _database.Time.GetUtcNow() + Interval(source);
                var unchanged = answer.Status == HttpStatusCode.NotModified;
                var etag = answer.Etag ?? (unchanged ? source.Etag : null);
                var lastModified = answer.LastModified ?? (unchanged ? source.LastModified : null);
                await session.Sources.RecordSuccessAsync(source.SourceId, new PollSuccess(etag, lastModified, added + revised, next));
            },
            cancellation);
        FeedPollerLog.Polled(_log, source.Url, drafts.Count, added, revised);
        return new PollResult(source, Error: null, drafts.Count, added, revised);
    }

    private async Task<PollResult> FailAsync(Source source, string error, TimeSpan? after, CancellationToken cancellation)
    {
        var message = error.Length > LongestError ? error[..LongestError] + "…" : error;
        var next = _database.Time.GetUtcNow() + BackOff(source, after);
        await _database.WriteAsync(session => session.Sources.RecordFailureAsync(source.SourceId, message, next), cancellation);
        FeedPollerLog.Failed(_log, source.Url, message);
        return new PollResult(source, message, 0, 0, 0);
    }

    /// <summary>410: the server says that it will never come back.</summary>
    private async Task<PollResult> GoneAsync(Source source, CancellationToken cancellation)
    {
        var result = await FailAsync(source, "the server says that this feed is gone for good (410); it is no longer polled", after: null, cancellation);
        await _database.WriteAsync(session => session.Sources.SetEnabledAsync(source.SourceId, enabled: false), cancellation);
        return result;
    }

    private static TimeSpan Interval(Source source) =>
        TimeSpan.FromSeconds(source.PollSeconds) is var interval && interval > ShortestInterval ? interval : ShortestInterval;

    /// <summary>Twice as long after each failure, to a day; never earlier than the server asks.</summary>
    private static TimeSpan BackOff(Source source, TimeSpan? after)
    {
        var doubled = Interval(source) * Math.Pow(2, Math.Min(source.ErrorCount, 10));
        var wait = doubled < LongestBackOff ? doubled : LongestBackOff;
        return after is { } asked && asked > wait ? (asked < LongestBackOff ? asked : LongestBackOff) : wait;
    }

    private static string Describe(HttpStatusCode status) => string.Create(CultureInfo.InvariantCulture, $"the server answered {(int)status} {status}");

    private static string Describe(Exception error) => error switch
    {
        FetchRefusedException refused => refused.Message,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the host name is not known",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } secure => "no secure connection: " + (secure.InnerException?.Message ?? secure.Message),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } connection => "no connection: " + (connection.InnerException?.Message ?? connection.Message),
        _ => error.Message,
    };
}
