namespace Search.Queries.Compiling;

/// <summary>Who asks, and when: what a query's meaning needs beside its text. Immutable.</summary>
/// <param name="Now">The moment that <c>now</c> is.</param>
/// <param name="Zone">The reader's zone: days begin and end there.</param>
public sealed record QueryContext(DateTimeOffset Now, TimeZoneInfo Zone)
{
    /// <summary>
    /// For saved queries: <c>now</c> is the time at which each article came in, not <see cref="Now"/>, so that one compiled query
    /// gives the same answer when the article arrives and in every later sweep. Months are then 30.44 days and years 365.24.
    /// </summary>
    public bool NowIsArrival { get; init; }

    /// <summary>ISO 639-1 code of the language whose stemming the query's words get; empty for the default of their script.</summary>
    public string Language { get; init; } = "";

    /// <summary>Restrictions beside the query.</summary>
    public QueryFilters Filters { get; init; } = QueryFilters.None;

    /// <summary>The language whose stems are meant: <see cref="Language"/>, else the one that the filters leave; empty where all are.</summary>
    internal string StemLanguage => Language.Length == 0 && Filters.Languages.Count == 1 ? Filters.Languages[0] : Language;

    /// <summary>A search now, by a reader in this zone (UTC when null).</summary>
    public static QueryContext Search(TimeProvider clock, TimeZoneInfo? zone = null) => new(clock.GetUtcNow(), zone ?? TimeZoneInfo.Utc);

    /// <summary>A saved query, of an owner in this zone (UTC when null).</summary>
    public static QueryContext Saved(TimeProvider clock, TimeZoneInfo? zone = null) => Search(clock, zone) with { NowIsArrival = true };
}
