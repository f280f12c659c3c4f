namespace Search.Data.Matches;

/// <summary>What alerts found.</summary>
public readonly struct MatchStore
{
    private const string Columns = """
        SELECT m.match_id, m.alert_id, m.article_id, m.revision, m.seq, m.version, m.story_group, m.recorded_at, m.state, m.outbox_id
        FROM article_match m
        """;

    private readonly DataSession _session;

    internal MatchStore(DataSession session) => _session = session;

    /// <summary>Records a match; false when it was recorded before, and then nothing changes.</summary>
    public async Task<bool> AddAsync(Match match) => await _session.ExecuteAsync(
        """
        INSERT INTO article_match (alert_id, article_id, revision, seq, version, story_group, recorded_at, state)
        VALUES (@AlertId, @ArticleId, @Revision, @Seq, @Version, @StoryGroup, @now, @state)
        ON CONFLICT (alert_id, article_id, revision) DO NOTHING
        """,
        new
        {
            match.AlertId, match.ArticleId, match.Revision, match.Seq, match.Version, match.StoryGroup,
            state = match.State.ToString(), now = _session.Now,
        }) > 0;

    /// <summary>True when an earlier revision of the article is told or to be told by the alert.</summary>
    public async Task<bool> WasToldAsync(long alertId, long articleId) => await _session.ScalarAsync<long>(
        "SELECT COUNT(*) FROM article_match WHERE alert_id = @alertId AND article_id = @articleId AND state IN ('Pending', 'Told')",
        new { alertId, articleId }) > 0;

    /// <summary>What one person has not been told of one alert, in the order it was found; without articles that were taken down.</summary>
    public Task<IReadOnlyList<Match>> UntoldAsync(long alertId, long recipientId, long afterMatch) => _session.QueryAsync<Match>(
        Columns + """
         WHERE m.alert_id = @alertId AND m.match_id > @afterMatch AND m.state IN ('Pending', 'Told')
            AND NOT EXISTS (SELECT 1 FROM outbox_item i WHERE i.recipient_id = @recipientId AND i.match_id = m.match_id)
            AND EXISTS (SELECT 1 FROM article a WHERE a.article_id = m.article_id AND a.deleted_at IS NULL)
        ORDER BY m.match_id
        """,
        new { alertId, recipientId, afterMatch });

    /// <summary>The newest matches of an alert, newest first.</summary>
    public Task<IReadOnlyList<Match>> NewestAsync(long alertId, int limit) => _session.QueryAsync<Match>(
        Columns + " WHERE m.alert_id = @alertId ORDER BY m.match_id DESC LIMIT @limit", new { alertId, limit });

    /// <summary>All matches of an alert, first to last.</summary>
    public Task<IReadOnlyList<Match>> OfAlertAsync(long alertId) =>
        _session.QueryAsync<Match>(Columns + " WHERE m.alert_id = @alertId ORDER BY m.match_id", new { alertId });

    public Task<long> CountAsync(long alertId) =>
        _session.ScalarAsync<long>("SELECT COUNT(*) FROM article_match WHERE alert_id = @alertId", new { alertId });

    /// <summary>Story groups of which this person has been shown an article by this alert.</summary>
    public Task<IReadOnlyList<long>> ToldStoriesAsync(long alertId, long recipientId, IReadOnlyCollection<long> storyGroups) =>
        _session.QueryAsync<long>(
            """
            SELECT DISTINCT m.story_group FROM outbox_item i JOIN article_match m ON m.match_id = i.match_id
            WHERE i.recipient_id = @recipientId AND i.alert_id = @alertId AND i.placing = 'Shown' AND m.story_group IN @storyGroups
            """,
            new { alertId, recipientId, storyGroups });

    /// <summary>Articles of which this person has been told by this alert, in whatever revision and placing.</summary>
    public Task<IReadOnlyList<long>> ToldArticlesAsync(long alertId, long recipientId, IReadOnlyCollection<long> articleIds) =>
        _session.QueryAsync<long>(
            """
            SELECT DISTINCT article_id FROM outbox_item
            WHERE recipient_id = @recipientId AND alert_id = @alertId AND article_id IN @articleIds
            """,
            new { alertId, recipientId, articleIds });
}
