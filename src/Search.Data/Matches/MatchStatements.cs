using System.Collections.Concurrent;
using System.Data;
using Search.Data.Sql;

namespace Search.Data.Matches;

/// <summary>What runs for every batch of articles. Thread-safe.</summary>
internal static class MatchStatements
{
    private static readonly ConcurrentDictionary<string, FrequentStatement> Adding = new(StringComparer.Ordinal);

    /// <summary>Adds what <see cref="SqlDialect.FoundMatches"/> holds.</summary>
    public static FrequentStatement Add(SqlDialect dialect) => Adding.GetOrAdd(dialect.FoundMatches, NewAdd);

    // Both questions are asked row by row, in a form that lets a server without statistics do nothing but look them up in an index: of a
    // join it would read all alerts, of EXISTS all matches, for each statement.
    private static FrequentStatement NewAdd(string found) => new(
        $"""
        WITH {found},
        judged AS MATERIALIZED (SELECT f.*, (
            SELECT CASE
                WHEN a.rate = 'off' OR (a.pause_mode = 'Discard' AND a.paused_at IS NOT NULL AND (a.pause_until IS NULL OR a.pause_until > @now))
                    THEN 'Discarded'
                WHEN NOT a.tell_again AND (
                    SELECT m.match_id FROM article_match m
                    WHERE m.alert_id = f.alert_id AND m.article_id = f.article_id AND m.state IN ('Pending', 'Told') LIMIT 1) IS NOT NULL THEN 'Repeat'
                ELSE 'Pending' END
            FROM alert a WHERE a.alert_id = f.alert_id AND a.deleted_at IS NULL) AS state FROM found f)
        INSERT INTO article_match (alert_id, article_id, revision, seq, version, story_group, recorded_at, state)
        SELECT j.alert_id, j.article_id, j.revision, j.seq, j.version, j.story_group, @now, j.state
        FROM judged j WHERE j.state IS NOT NULL ORDER BY j.place, j.ordinal
        ON CONFLICT (alert_id, article_id, revision) DO NOTHING RETURNING alert_id, state
        """,
        ("found", DbType.String), ("now", DbType.Int64));
}
