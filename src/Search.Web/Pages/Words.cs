using Search.Alerts.Editing;
using Search.Data.Alerts;
using Search.Data.Matches;
using Search.Data.Notices;
using Search.Data.Outbox;

namespace Search.Web.Pages;

/// <summary>States in the words of the pages.</summary>
internal static class Words
{
    public static string Of(OutboxState state) => state switch
    {
        OutboxState.Queued => "waiting",
        OutboxState.InHand => "on its way",
        OutboxState.Sent => "sent",
        OutboxState.PickedUp => "in the pickup folder",
        OutboxState.Failed => "refused",
        OutboxState.Expired => "given up after five days",
        OutboxState.Bounced => "came back",
        OutboxState.Cancelled => "called back",
        _ => state.ToString(),
    };

    public static string Of(PersonState state) => state switch
    {
        PersonState.Told => "confirmed",
        PersonState.Waiting => "waiting for an answer",
        PersonState.Refused => "refused",
        PersonState.Left => "left",
        PersonState.Stopped => "stopped all mail",
        PersonState.Suspended => "suspended: the mail server refuses the address",
        PersonState.Erased => "erased",
        _ => state.ToString(),
    };

    /// <summary>What happened; the detail stands beside it.</summary>
    public static string Of(AlertEventKind kind) => kind switch
    {
        AlertEventKind.Created => "made, with the query",
        AlertEventKind.QueryChanged => "query or filters changed, from now on",
        AlertEventKind.Changed => "settings changed, rate",
        AlertEventKind.Paused => "paused",
        AlertEventKind.Resumed => "goes on",
        AlertEventKind.Deleted => "deleted",
        AlertEventKind.Added => "named to be told",
        AlertEventKind.Removed => "no longer told",
        AlertEventKind.Confirmed => "agreed",
        AlertEventKind.Refused => "refused",
        AlertEventKind.Unsubscribed => "unsubscribed",
        AlertEventKind.Suspended => "suspended, the mail server refuses the address",
        AlertEventKind.Broken => "the query cannot run",
        AlertEventKind.Mended => "the query runs again",
        AlertEventKind.Swept => "the nightly check added what was missed",
        AlertEventKind.WebhookAdded => "webhook added,",
        AlertEventKind.WebhookRemoved => "webhook removed,",
        AlertEventKind.WebhookDisabled => "webhook refuses and is called no more,",
        AlertEventKind.WebhookLost => "webhook missed a call,",
        _ => kind.ToString(),
    };

    public static string Of(NoticeKind kind) => kind switch
    {
        NoticeKind.AlertBroken => "alert cannot run",
        NoticeKind.Unsubscribed => "unsubscribed",
        NoticeKind.Refused => "refused",
        NoticeKind.Suspended => "address suspended",
        NoticeKind.SourceBroken => "source cannot be read",
        NoticeKind.SourceSilent => "source is silent",
        NoticeKind.WebhookDisabled => "webhook refuses",
        NoticeKind.WebhookLost => "webhook missed a call",
        _ => kind.ToString(),
    };

    public static string Of(MatchState state) => state switch
    {
        MatchState.Pending => "to be told",
        MatchState.Told => "told",
        MatchState.Repeat => "told before, not again",
        MatchState.Discarded => "discarded while paused",
        _ => state.ToString(),
    };
}
