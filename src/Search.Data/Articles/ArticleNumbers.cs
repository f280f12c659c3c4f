namespace Search.Data.Articles;

/// <summary>
/// The numbers that one writing transaction gives to articles. Sequence numbers are counted here and written once, before the commit: whoever
/// takes one holds <see cref="DataLock.Ingest"/> to the end of the transaction, so that nobody else gives numbers meanwhile. Until then statements that read
/// the counter, in this session too, see the one before: <see cref="ArticleStore.LastSeqAsync"/> knows better.
/// </summary>
internal sealed class ArticleNumbers(DataSession session)
{
    private long _lastArticleId;

    /// <summary>The last sequence number given in this transaction; null before the first.</summary>
    public long? LastSeq { get; private set; }

    /// <summary>What the next article's key will be, unless the database skips one; 0 where nothing is known of it.</summary>
    public long LikelyArticleId => _lastArticleId == 0 ? 0 : _lastArticleId + 1;

    /// <summary>The next sequence number. Needs <see cref="DataLock.Ingest"/>.</summary>
    public async ValueTask<long> NextSeqAsync()
    {
        LastSeq = 1 + (LastSeq ?? await session.FirstAsync(ArticleStatements.LastSeq, static row => row.Int64(0)));
        return LastSeq.Value;
    }

    /// <summary>Notes the key that the database gave.</summary>
    public void NoteArticle(long articleId) => _lastArticleId = articleId;

    /// <summary>Writes the counter, where it has moved.</summary>
    public Task WriteAsync() => LastSeq is { } seq ? session.ExecuteAsync("UPDATE ingest_sequence SET value = @seq", new { seq }) : Task.CompletedTask;
}
