using Microsoft.Extensions.Logging;

namespace Search.Alerts.Jobs;

/// <summary>What the jobs log.</summary>
internal static partial class JobLog
{
    [LoggerMessage(1, LogLevel.Information, "{Matches} matches in {Articles} articles")]
    public static partial void Matched(ILogger log, int articles, int matches);

    [LoggerMessage(2, LogLevel.Warning, "Alert can't run: {Broken}")]
    public static partial void BrokenAlert(ILogger log, string broken);

    [LoggerMessage(3, LogLevel.Information, "{Mails} mails composed, {Articles} articles")]
    public static partial void Composed(ILogger log, int mails, int articles);

    [LoggerMessage(4, LogLevel.Information, "Mail: {Sent} sent, {PickedUp} to the pickup folder, {Retried} to be tried again, {Failed} failed")]
    public static partial void Delivered(ILogger log, int sent, int pickedUp, int retried, int failed);

    [LoggerMessage(5, LogLevel.Warning, "{Warning}")]
    public static partial void Warning(ILogger log, string warning);

    [LoggerMessage(7, LogLevel.Error, "Article can't be matched: {Unreadable}")]
    public static partial void UnreadableArticle(ILogger log, string unreadable);

    [LoggerMessage(8, LogLevel.Error, "Failed: {What}: {Reason}; it is tried again, and its end or its change is said")]
    public static partial void FailedForNow(ILogger log, string what, string reason);

    [LoggerMessage(10, LogLevel.Warning, "{Count} due times were out of reach, set by a clock that ran ahead, and are set anew")]
    public static partial void Mended(ILogger log, int count);

    [LoggerMessage(9, LogLevel.Information, "Works again: {What}")]
    public static partial void WorksAgain(ILogger log, string what);

    [LoggerMessage(6, LogLevel.Error, "Failed: {What}; it is tried again, and its end or its change is said")]
    public static partial void Failed(ILogger log, Exception e, string what);
}
