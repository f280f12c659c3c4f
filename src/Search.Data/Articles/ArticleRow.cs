using Search.Data.Sql;

namespace Search.Data.Articles;

/// <summary>The columns of a revision in the order in which <see cref="ArticleStatements.After"/> gives them, read without a mapper: the index and the matcher read every row.</summary>
internal static class ArticleRow
{
    public const string Columns = """
        SELECT a.article_id, a.id, a.url, a.story_group, a.first_seen, a.sample, a.deleted_at, a.deleted_reason,
               r.revision, r.seq, r.title, r.author, r.published, r.raw_published, r.seen, r.source, r.language, r.body, r.tags, r.removed,
               r.seq = a.seq AS current
        FROM article_revision r JOIN article a ON a.article_id = r.article_id
        """;

    public static Article Read(IRow row) => new()
    {
        ArticleId = row.Int64(0),
        Id = row.Text(1),
        Url = Text(row, 2),
        StoryGroup = row.Int64(3),
        FirstSeen = Instant(row, 4),
        Sample = row.Boolean(5),
        DeletedAt = row.IsNull(6) ? null : Instant(row, 6),
        DeletedReason = Text(row, 7),
        Revision = (int)row.Int64(8),
        Seq = row.Int64(9),
        Title = row.Text(10),
        Author = Text(row, 11),
        Published = row.IsNull(12) ? null : Instant(row, 12),
        RawPublished = Text(row, 13),
        Seen = Instant(row, 14),
        Source = Text(row, 15),
        Language = Text(row, 16),
        Body = row.Text(17),
        Tags = TagList.Read(row.Text(18)),
        Removed = row.Boolean(19),
        Current = row.Boolean(20),
    };

    private static string? Text(IRow row, int column) => row.IsNull(column) ? null : row.Text(column);

    private static DateTimeOffset Instant(IRow row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(column));
}
