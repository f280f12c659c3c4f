using Search.Data.Matches;
using Search.Data.Outbox;

namespace Search.Web.Pages;

/// <summary>States in the words of the pages.</summary>
internal static class Words
{
    public static string Of(OutboxState state) => state switch
    {
        OutboxState.Queued => "waiting",
        OutboxState.Sent => "sent",
        OutboxState.PickedUp => "in the pickup folder",
        OutboxState.Failed => "refused",
        OutboxState.Expired => "given up after five days",
        OutboxState.Cancelled => "called back",
        _ => state.ToString(),
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
