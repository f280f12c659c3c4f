using System.Globalization;
using Search.Data;
using Search.Data.Notices;
using Search.Data.Sources;
using Told = Search.Data.Notices.NoticeKind;

namespace Search.Alerts.Notices;

/// <summary>
/// Looks after the sources: one that breaks or falls silent is told to its owner, or to the operator's own people who own alerts when it has
/// none; once for each time that it happens.
/// </summary>
public sealed class SourceWatch(Database database)
{
    /// <summary>Failures in a row after which a source is broken.</summary>
    public const int BrokenAfter = 5;

    /// <summary>Without a new article for this long a source is silent.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromDays(7);

    /// <summary>How a source does now. One that was just added is given its time.</summary>
    public static SourceHealth HealthOf(Source source, DateTimeOffset now)
    {
        if (!source.Enabled)
            return SourceHealth.Well;
        if (source.ErrorCount >= BrokenAfter)
            return SourceHealth.Broken;
        return now - (source.LastArticleAt ?? source.CreatedAt) > SilentAfter ? SourceHealth.Silent : SourceHealth.Well;
    }

    /// <summary>Returns how many sources were found to have changed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var now = database.Time.GetUtcNow();
        var changed = 0;
        foreach (var source in await database.ReadAsync(session => session.Sources.ListAsync(), cancellation))
        {
            var health = HealthOf(source, now);
            var state = health == SourceHealth.Well ? null : health.ToString();
            if (state == source.ToldState)
                continue;
            changed++;
            await database.WriteAsync(session => TellAsync(session, source, health, state), cancellation);
        }
        return changed;
    }

    private static async Task TellAsync(DataSession session, Source source, SourceHealth health, string? state)
    {
        if (!await session.Sources.RecordToldAsync(source, state) || health == SourceHealth.Well)
            return;
        foreach (var owner in await OwnersAsync(session, source))
        {
            await session.Notices.AddAsync(new Notice
            {
                RecipientId = owner,
                Kind = health == SourceHealth.Broken ? Told.SourceBroken : Told.SourceSilent,
                About = source.Name,
                Detail = Detail(source, health),
            });
        }
    }

    private static string Detail(Source source, SourceHealth health) => health == SourceHealth.Broken
        ? source.LastError ?? "it can't be fetched"
        : source.LastArticleAt is { } last
            ? string.Create(CultureInfo.InvariantCulture, $"nothing new since {last.UtcDateTime:yyyy-MM-dd}")
            : "it never gave an article";

    private static async Task<IReadOnlyCollection<long>> OwnersAsync(DataSession session, Source source)
    {
        if (source.OwnerId is { } owner)
            return [owner];
        var operators = (await session.Recipients.ListAsync()).Where(person => person.Operator).Select(person => person.RecipientId).ToHashSet();
        return await session.Alerts.OwnersAmongAsync(operators);
    }
}
