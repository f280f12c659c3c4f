using System.Diagnostics.CodeAnalysis;
using Search.Data.Alerts;

namespace Search.Alerts.Editing;

/// <summary>The alert as stored, or what is wrong with the request; then nothing was stored.</summary>
public sealed record AlertOutcome(Alert? Alert, IReadOnlyList<AlertProblem> Problems)
{
    [MemberNotNullWhen(true, nameof(Alert))]
    public bool IsStored => Alert is not null;
}
