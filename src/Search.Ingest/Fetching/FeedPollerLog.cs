using Microsoft.Extensions.Logging;

namespace Search.Ingest.Fetching;

internal static partial class FeedPollerLog
{
    [LoggerMessage(1, LogLevel.Information, "polled {Url}: {Items} items, {Added} new, {Revised} changed")]
    public static partial void Polled(ILogger log, string url, int items, int added, int revised);

    [LoggerMessage(2, LogLevel.Warning, "polling {Url} failed: {Error}")]
    public static partial void Failed(ILogger log, string url, string error);
}
