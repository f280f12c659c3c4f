using Search.Alerts.Matching;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Queries.Syntax;

namespace Search.Web.Pages;

/// <summary>What the page of one alert shows: its form, what it would have found, and what it did.</summary>
public sealed record AlertModel
{
    public required AlertForm Form { get; init; }

    /// <summary>Null for a new one.</summary>
    public Alert? Alert { get; init; }

    public ParsedQuery? Parsed { get; init; }

    /// <summary>Mistakes in the form, for people.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public Preview? Preview { get; init; }

    public IReadOnlyList<(Match Match, Article? Article)> Matches { get; init; } = [];

    public IReadOnlyList<Subscription> People { get; init; } = [];

    public IReadOnlyList<string> Zones { get; init; } = [];

    public string? Notice { get; init; }
}
