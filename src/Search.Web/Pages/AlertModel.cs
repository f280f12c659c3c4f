using Search.Alerts.Editing;
using Search.Alerts.Matching;
using Search.Alerts.Running;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Data.Outbox;
using Search.Queries.Syntax;

namespace Search.Web.Pages;

/// <summary>What the page of one alert shows: its form, what it would have found, who is told, and what it did.</summary>
public sealed record AlertModel
{
    /// <summary>Where the form goes, and below which the buttons' addresses lie: <c>/alerts/{id}</c>, <c>/manage/{token}</c>, <c>/alerts</c> for a new one.</summary>
    public required string Path { get; init; }

    /// <summary>The operator sees it; else the alert's owner, who sees nothing of the rest of the service.</summary>
    public required bool IsOperator { get; init; }

    public required AlertForm Form { get; init; }

    /// <summary>Null for a new one.</summary>
    public Alert? Alert { get; init; }

    public bool Paused { get; init; }

    public ParsedQuery? Parsed { get; init; }

    /// <summary>Mistakes in the form, for people.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public Preview? Preview { get; init; }

    /// <summary>Null beside a form that was just sent; so are the lists empty that follow.</summary>
    public string? Feed { get; init; }

    public IReadOnlyList<AlertPerson> People { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<AlertEvent> Events { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OutboxMessage> Mails { get; init; } = [];

    public IReadOnlyList<(Match Match, Article? Article)> Matches { get; init; } = [];

    public AlertRuns? Runs { get; init; }

    public IReadOnlyList<string> Zones { get; init; } = [];

    public string? Notice { get; init; }

    /// <summary>The page with another query in its form.</summary>
    public string WithQuery(string query) => Alert is null ? $"/alerts/new?q={Uri.EscapeDataString(query)}" : $"{Path}?query={Uri.EscapeDataString(query)}";
}
