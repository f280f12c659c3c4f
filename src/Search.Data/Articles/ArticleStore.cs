using Search.Data.Sql;

namespace Search.Data.Articles;

/// <summary>Articles and their revisions.</summary>
public readonly struct ArticleStore
{
    /// <summary>Counts the samples and looks at no other article: each search page asks.</summary>
    internal const string CountSamplesStatement = "SELECT COUNT(*) FROM article WHERE sample AND deleted_at IS NULL";

    private const string Columns = ArticleRow.Columns;

    private const int IdLength = 16;

    private readonly DataSession _session;

    internal ArticleStore(DataSession session) => _session = session;

    /// <summary>
    /// Stores a draft: a new article, a new revision, or nothing (a repeat of any revision, or taken down). Needs a writing session; its
    /// sequence number is taken inside the transaction, one transaction at a time, so that numbers become visible in ascending order and a
    /// cursor skips none.
    /// </summary>
    public async Task<IngestResult> IngestAsync(ArticleDraft draft)
    {
        await _session.LockAsync(DataLock.Ingest);
        var content = ContentHashes.Content(draft);
        var identity = ContentHashes.Identity(draft, content);
        var known = await _session.FirstAsync(ArticleStatements.Known, ReadKnown, identity);
        if (known is null)
            return await AddAsync(draft, identity, content);
        if (known.IsTakenDown)
            return new IngestResult(IngestOutcome.TakenDown, known.ArticleId, known.Id, known.Revision, known.Seq);
        return known.ContentHash == content || await HadAsync(known.ArticleId, content)
            ? new IngestResult(IngestOutcome.Repeat, known.ArticleId, known.Id, known.Revision, known.Seq)
            : await ReviseAsync(draft, known, content);
    }

    /// <summary>The article of a public id, at its current revision (also when it was taken down: then without text).</summary>
    public Task<Article?> FindAsync(string id) => _session.FindAsync<Article>(Columns + " WHERE a.id = @id AND r.seq = a.seq", new { id });

    /// <inheritdoc cref="FindAsync(string)"/>
    public Task<Article?> FindAsync(string id, int revision) =>
        _session.FindAsync<Article>(Columns + " WHERE a.id = @id AND r.revision = @revision", new { id, revision });

    /// <inheritdoc cref="FindAsync(string)"/>
    public Task<Article?> FindByUrlAsync(string url) =>
        _session.FindAsync<Article>(Columns + " WHERE a.url = @url AND a.identity = @identity AND r.seq = a.seq", new { url, identity = UrlIdentity(url) });

    /// <summary>A revision by the database's own key.</summary>
    public Task<Article?> RevisionAsync(long articleId, int revision) => _session.FindAsync<Article>(
        Columns + " WHERE r.article_id = @articleId AND r.revision = @revision", new { articleId, revision });

    /// <summary>Revisions by their sequence numbers, in no order; without those that are gone.</summary>
    public async Task<IReadOnlyList<Article>> BySeqAsync(IReadOnlyCollection<long> seqs)
    {
        var found = new List<Article>(seqs.Count);
        foreach (var list in KeyLists.Of(seqs))
            found.AddRange(await _session.QueryAsync<Article>($"{Columns} WHERE r.seq IN ({list}) AND NOT r.removed"));
        return found;
    }

    /// <summary>All revisions of some articles without their text, in no order; of one that is gone, its tombstone.</summary>
    public async Task<IReadOnlyList<Article>> HeadlinesAsync(IReadOnlyCollection<long> articleIds)
    {
        var found = new List<Article>(articleIds.Count);
        foreach (var list in KeyLists.Of(articleIds))
            found.AddRange(await _session.QueryAsync<Article>($"{Columns.Replace("r.body", "'' AS body", StringComparison.Ordinal)} WHERE r.article_id IN ({list})"));
        return found;
    }

    /// <summary>Of some articles' keys those that were taken down.</summary>
    public async Task<IReadOnlyList<long>> TakenDownAsync(IReadOnlyCollection<long> articleIds)
    {
        var found = new List<long>();
        foreach (var list in KeyLists.Of(articleIds))
            found.AddRange(await _session.QueryAsync<long>($"SELECT article_id FROM article WHERE article_id IN ({list}) AND deleted_at IS NOT NULL"));
        return found;
    }

    /// <summary>All revisions of an article, oldest first.</summary>
    public Task<IReadOnlyList<Article>> RevisionsAsync(long articleId) =>
        _session.QueryAsync<Article>(Columns + " WHERE r.article_id = @articleId ORDER BY r.revision", new { articleId });

    /// <summary>Revisions after a sequence number, in its order: what a stage reads. Superseded and removed revisions are among them.</summary>
    public Task<IReadOnlyList<Article>> ReadAfterAsync(long seq, int limit) =>
        _session.ListAsync(ArticleStatements.After, ArticleRow.Read, seq, limit);

    /// <summary>Articles that arrived last, at their current revisions, newest first, without what was taken down.</summary>
    public Task<IReadOnlyList<Article>> NewestAsync(int limit) => _session.QueryAsync<Article>(
        Columns + " WHERE r.seq = a.seq AND a.deleted_at IS NULL ORDER BY r.seq DESC LIMIT @limit", new { limit });

    /// <summary>The articles of one story, first arrived first, without what was taken down.</summary>
    public Task<IReadOnlyList<Article>> StoryAsync(long storyGroup) => _session.QueryAsync<Article>(
        Columns + " WHERE a.story_group = @storyGroup AND r.seq = a.seq AND a.deleted_at IS NULL ORDER BY a.article_id", new { storyGroup });

    /// <summary>The highest sequence number given; 0 before the first.</summary>
    public async Task<long> LastSeqAsync() => _session.Numbers.LastSeq ?? await _session.ScalarAsync<long>(ArticleStatements.LastSeq.Sql);

    /// <summary>The sequence number after which everything was seen at or after <paramref name="since"/>; the last one when nothing was.</summary>
    public async Task<long> SeqBeforeAsync(DateTimeOffset since)
    {
        var first = await _session.ScalarAsync<long?>("SELECT MIN(seq) FROM article_revision WHERE seen >= @since", new { since });
        return first is { } seq ? seq - 1 : await LastSeqAsync();
    }

    /// <summary>Number of articles that are there. Looks at every one.</summary>
    public Task<long> CountAsync() => _session.ScalarAsync<long>("SELECT COUNT(*) FROM article WHERE deleted_at IS NULL");

    /// <summary>Number of sample articles that are there.</summary>
    public Task<long> CountSamplesAsync() =>
        _session.ScalarAsync<long>(CountSamplesStatement);

    /// <summary>
    /// Takes an article down: its texts are erased, here and in mails, a tombstone keeps it from coming back, and a last revision tells the
    /// index. Queued mails come again without it. False when there is no such article or it was taken down before.
    /// </summary>
    public async Task<bool> TakeDownAsync(string id, string reason)
    {
        await HoldForTakingDownAsync();
        var article = await FindAsync(id);
        if (article is null || article.DeletedAt is not null)
            return false;
        await TakeDownAsync(article, reason);
        return true;
    }

    /// <summary>
    /// Takes down articles whose newest revision was seen before an instant, the oldest first; returns their keys. One that an alert has found
    /// stays until everybody who gets it is told, and the mail has left.
    /// </summary>
    public async Task<IReadOnlyList<long>> ExpireAsync(DateTimeOffset before, string reason, int limit)
    {
        await HoldForTakingDownAsync();
        var old = await _session.QueryAsync<Article>(
            Columns + """
             WHERE r.seen < @before AND r.seq = a.seq AND a.deleted_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM outbox_item i JOIN outbox o ON o.outbox_id = i.outbox_id
                    WHERE i.article_id = a.article_id AND o.state IN ('Queued', 'InHand'))
                AND NOT EXISTS (
                    SELECT 1 FROM article_match m JOIN alert l ON l.alert_id = m.alert_id JOIN subscription s ON s.alert_id = m.alert_id
                        JOIN recipient p ON p.recipient_id = s.recipient_id
                        JOIN consent c ON c.owner_id = l.owner_id AND c.recipient_id = s.recipient_id
                    WHERE m.article_id = a.article_id AND m.state IN ('Pending', 'Told') AND m.match_id > s.match_cursor
                        AND l.deleted_at IS NULL AND l.rate <> 'off' AND s.unsubscribed_at IS NULL AND c.confirmed_at IS NOT NULL
                        AND p.unsubscribed_at IS NULL AND p.suspended_at IS NULL AND p.erased_at IS NULL
                        AND NOT EXISTS (SELECT 1 FROM outbox_item i WHERE i.recipient_id = s.recipient_id AND i.match_id = m.match_id))
            ORDER BY r.seen LIMIT @limit
            """,
            new { before, limit });
        foreach (var article in old)
            await TakeDownAsync(article, reason);
        return [.. old.Select(article => article.ArticleId)];
    }

    /// <summary>Takes down every sample article; returns how many.</summary>
    public async Task<int> TakeDownSamplesAsync()
    {
        await HoldForTakingDownAsync();
        var samples = await _session.QueryAsync<Article>(Columns + " WHERE a.sample AND a.deleted_at IS NULL AND r.seq = a.seq");
        foreach (var sample in samples)
            await TakeDownAsync(sample, "sample removed");
        return samples.Count;
    }

    /// <summary>
    /// No number is given, and no mail stored, until the transaction ends: a mail that is being stored is either there to be cancelled, or finds
    /// the article gone.
    /// </summary>
    private async Task HoldForTakingDownAsync()
    {
        await _session.LockAsync(DataLock.Ingest);
        await _session.LockAsync(DataLock.Matches);
    }

    /// <summary>
    /// True when an earlier revision was the same: a source that gives two texts for one address by turns makes no news of it.
    /// </summary>
    private async Task<bool> HadAsync(long articleId, string content) => await _session.ScalarAsync<long>(
        "SELECT COUNT(*) FROM article_revision WHERE article_id = @articleId AND content_hash = @content", new { articleId, content }) > 0;

    private static string UrlIdentity(string url) => ContentHashes.Identity(new ArticleDraft { Url = url, Title = "", Body = "" }, "");

    private async Task<IngestResult> AddAsync(ArticleDraft draft, string identity, string content)
    {
        var now = _session.Now;
        var seq = await _session.Numbers.NextSeqAsync();
        var story = ContentHashes.Story(draft);
        var group = await StoryGroupAsync(story);
        var likely = _session.Numbers.LikelyArticleId;
        var (articleId, id) = await InsertAsync(draft, identity, content, group ?? likely, seq, now);
        if (group is null && articleId != likely)
            await _session.ExecuteAsync(ArticleStatements.FoundStory, articleId);
        await WriteRevisionAsync(draft, articleId, revision: 1, seq, content, story, now);
        return new IngestResult(IngestOutcome.Added, articleId, id, 1, seq);
    }

    private async Task<IngestResult> ReviseAsync(ArticleDraft draft, KnownArticle known, string content)
    {
        var seq = await _session.Numbers.NextSeqAsync();
        var revision = known.Revision + 1;
        var story = ContentHashes.Story(draft);
        var group = await StoryGroupAsync(story);
        await _session.ExecuteAsync(
            """
            UPDATE article SET revision = @revision, seq = @seq, content_hash = @content, story_group = COALESCE(@group, story_group)
            WHERE article_id = @ArticleId
            """,
            new { revision, seq, content, group, known.ArticleId });
        await WriteRevisionAsync(draft, known.ArticleId, revision, seq, content, story, _session.Now);
        return new IngestResult(IngestOutcome.Revised, known.ArticleId, known.Id, revision, seq);
    }

    private ValueTask<int> WriteRevisionAsync(
        ArticleDraft draft, long articleId, int revision, long seq, string content, string? story, DateTimeOffset now)
    {
        var late = draft.Published > now;
        return _session.ExecuteAsync(
            ArticleStatements.AddRevision,
            articleId,
            revision,
            seq,
            draft.Title,
            draft.Author,
            late ? now : draft.Published,
            late ? draft.Published?.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture) : null,
            now,
            draft.Source,
            draft.Language,
            draft.Body,
            TagList.Write(draft.Tags),
            content,
            story);
    }

    private async Task TakeDownAsync(Article article, string reason)
    {
        var now = _session.Now;
        var seq = await _session.Numbers.NextSeqAsync();
        var key = new { article.ArticleId, seq, now, reason, revision = article.Revision + 1 };
        await _session.ExecuteAsync(
            """
            DELETE FROM article_revision WHERE article_id = @ArticleId;
            INSERT INTO article_revision (article_id, revision, seq, title, seen, body, tags, content_hash, removed)
            VALUES (@ArticleId, @revision, @seq, '', @now, '', '[]', '', TRUE);
            UPDATE article SET revision = @revision, seq = @seq, deleted_at = @now, deleted_reason = @reason WHERE article_id = @ArticleId;
            """,
            key);
        await _session.Outbox.EraseArticleAsync(article.ArticleId);
        await _session.Webhooks.EraseArticleAsync(article.Id);
    }

    private ValueTask<long?> StoryGroupAsync(string? story) =>
        story is null ? ValueTask.FromResult<long?>(null) : _session.FirstAsync(ArticleStatements.StoryGroup, static row => (long?)row.Int64(0), story);

    /// <summary>Adds the article under the first of its ids that is free.</summary>
    private async Task<(long ArticleId, string Id)> InsertAsync(ArticleDraft draft, string identity, string content, long group, long seq, DateTimeOffset now)
    {
        foreach (var id in Ids(draft, identity))
        {
            if (await _session.AddAsync(ArticleStatements.Add, id, identity, draft.Url, group, seq, content, now, draft.Sample) is not { } articleId)
                continue;
            _session.Numbers.NoteArticle(articleId);
            return (articleId, id);
        }
        throw new InvalidOperationException($"every id of the article {identity} is taken");
    }

    /// <summary>Names that an article may have outside, the best first: its input's own, then ever more of its identity.</summary>
    private static IEnumerable<string> Ids(ArticleDraft draft, string identity)
    {
        if (!string.IsNullOrWhiteSpace(draft.Id))
            yield return draft.Id;
        var digest = identity[2..];
        for (var length = IdLength; length <= digest.Length; length++)
            yield return digest[..length];
    }

    private static KnownArticle ReadKnown(IRow row) => new()
    {
        ArticleId = row.Int64(0),
        Id = row.Text(1),
        Revision = (int)row.Int64(2),
        Seq = row.Int64(3),
        ContentHash = row.Text(4),
        IsTakenDown = !row.IsNull(5),
    };
}
