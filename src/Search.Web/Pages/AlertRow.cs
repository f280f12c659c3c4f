using Search.Alerts.Editing;
using Search.Data.Alerts;

namespace Search.Web.Pages;

/// <summary>An alert as lists show it.</summary>
public sealed record AlertRow(Alert Alert, IReadOnlyList<AlertPerson> People, long Matches, bool Paused)
{
    /// <summary>When the next digest is due to somebody; null when only a match makes one due.</summary>
    public DateTimeOffset? NextDue => People.Where(person => person.State == PersonState.Told).Min(person => person.Subscription.NextDueAt);
}
