using Search.Data.Alerts;

namespace Search.Web.Pages;

/// <summary>An alert as lists show it.</summary>
public sealed record AlertRow(Alert Alert, IReadOnlyList<Subscription> People, long Matches, bool Paused)
{
    /// <summary>When the next digest is due to somebody; null when only a match makes one due.</summary>
    public DateTimeOffset? NextDue => People.Where(person => person.UnsubscribedAt is null).Min(person => person.NextDueAt);
}
