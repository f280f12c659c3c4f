namespace Search.Data.Sources;

/// <summary>Feeds and how their polls went.</summary>
public readonly struct SourceStore
{
    private const string Columns = """
        SELECT source_id, url, name, language, poll_seconds, enabled, sample, created_at, etag, last_modified, last_attempt_at, last_success_at,
               last_article_at, last_error, error_count, next_poll_at, owner_id, told_state
        FROM source
        """;

    private readonly DataSession _session;

    internal SourceStore(DataSession session) => _session = session;

    /// <summary>Adds a feed, due at once. Null when its URL is there already.</summary>
    public Task<long?> AddAsync(SourceDraft draft) => _session.ScalarAsync<long?>(
        """
        INSERT INTO source (url, name, language, poll_seconds, enabled, sample, created_at, error_count, next_poll_at)
        VALUES (@Url, @Name, @Language, @seconds, TRUE, @Sample, @now, 0, @now) ON CONFLICT (url) DO NOTHING RETURNING source_id
        """,
        new { draft.Url, draft.Name, draft.Language, draft.Sample, seconds = (long)draft.PollInterval.TotalSeconds, now = _session.Now });

    public Task<IReadOnlyList<Source>> ListAsync() => _session.QueryAsync<Source>(Columns + " ORDER BY name, source_id");

    public Task<Source?> FindAsync(long sourceId) => _session.FindAsync<Source>(Columns + " WHERE source_id = @sourceId", new { sourceId });

    public Task<Source?> FindByUrlAsync(string url) => _session.FindAsync<Source>(Columns + " WHERE url = @url", new { url });

    /// <summary>Removes a feed; its articles stay. False when there is none.</summary>
    public async Task<bool> RemoveAsync(long sourceId) =>
        await _session.ExecuteAsync("DELETE FROM source WHERE source_id = @sourceId", new { sourceId }) > 0;

    /// <summary>Gives a feed the name, language and interval of a draft; false when it has them.</summary>
    public async Task<bool> ChangeAsync(Source source, SourceDraft draft)
    {
        var seconds = (long)draft.PollInterval.TotalSeconds;
        if ((source.Name, source.Language, source.PollSeconds) == (draft.Name, draft.Language, seconds))
            return false;
        return await _session.ExecuteAsync(
            "UPDATE source SET name = @Name, language = @Language, poll_seconds = @seconds WHERE source_id = @SourceId",
            new { draft.Name, draft.Language, seconds, source.SourceId }) > 0;
    }

    public async Task<bool> SetEnabledAsync(long sourceId, bool enabled) =>
        await _session.ExecuteAsync("UPDATE source SET enabled = @enabled WHERE source_id = @sourceId", new { sourceId, enabled }) > 0;

    public Task SetOwnerAsync(long sourceId, long? ownerId) =>
        _session.ExecuteAsync("UPDATE source SET owner_id = @ownerId WHERE source_id = @sourceId", new { sourceId, ownerId });

    /// <summary>Notes which state its owner was told; null for well. False when it was told by another process meanwhile.</summary>
    public async Task<bool> RecordToldAsync(Source source, string? state) => await _session.ExecuteAsync(
        """
        UPDATE source SET told_state = @state
        WHERE source_id = @SourceId AND (told_state = @ToldState OR (told_state IS NULL AND CAST(@ToldState AS TEXT) IS NULL))
        """,
        new { source.SourceId, source.ToldState, state }) > 0;

    /// <summary>Makes a feed due now, whatever its interval; null for all feeds.</summary>
    public Task<int> PollSoonAsync(long? sourceId = null) => _session.ExecuteAsync(
        "UPDATE source SET next_poll_at = @now WHERE enabled AND (CAST(@sourceId AS BIGINT) IS NULL OR source_id = @sourceId)", new { now = _session.Now, sourceId });

    /// <summary>
    /// Feeds that are due, claimed for <paramref name="owner"/> until <paramref name="lease"/> has passed, so that no other process polls them
    /// meanwhile. <see cref="RecordSuccessAsync"/> and <see cref="RecordFailureAsync"/> end the claim.
    /// </summary>
    public Task<IReadOnlyList<Source>> ClaimDueAsync(string owner, TimeSpan lease, int limit) => _session.QueryAsync<Source>(
        $"""
        UPDATE source SET claimed_by = @owner, claimed_until = @until
        WHERE source_id IN (
            SELECT source_id FROM source
            WHERE enabled AND next_poll_at <= @now AND (claimed_until IS NULL OR claimed_until <= @now)
            ORDER BY next_poll_at LIMIT @limit {_session.Dialect.SkipLocked})
        RETURNING source_id, url, name, language, poll_seconds, enabled, sample, created_at, etag, last_modified, last_attempt_at, last_success_at,
                  last_article_at, last_error, error_count, next_poll_at, owner_id, told_state
        """,
        new { owner, now = _session.Now, until = _session.Now + lease, limit });

    public Task RecordSuccessAsync(long sourceId, PollSuccess success) => _session.ExecuteAsync(
        """
        UPDATE source SET etag = @Etag, last_modified = @LastModified, last_attempt_at = @now, last_success_at = @now, last_error = NULL,
            error_count = 0, next_poll_at = @NextPollAt, claimed_by = NULL, claimed_until = NULL,
            last_article_at = CASE WHEN @NewArticles > 0 THEN @now ELSE last_article_at END
        WHERE source_id = @sourceId
        """,
        new { sourceId, success.Etag, success.LastModified, success.NewArticles, success.NextPollAt, now = _session.Now });

    public Task RecordFailureAsync(long sourceId, string error, DateTimeOffset nextPollAt) => _session.ExecuteAsync(
        """
        UPDATE source SET last_attempt_at = @now, last_error = @error, error_count = error_count + 1, next_poll_at = @nextPollAt,
            claimed_by = NULL, claimed_until = NULL
        WHERE source_id = @sourceId
        """,
        new { sourceId, error, nextPollAt, now = _session.Now });
}
