using System.Data;
using Search.Data.Sql;

namespace Search.Data.Articles;

/// <summary>What runs for every article that comes in, and for those that a stage reads.</summary>
internal static class ArticleStatements
{
    public static readonly FrequentStatement Known = new(
        "SELECT article_id, id, revision, seq, content_hash, deleted_at FROM article WHERE identity = @identity", ("identity", DbType.String));

    public static readonly FrequentStatement After = new(
        ArticleRow.Columns + " WHERE r.seq > @seq ORDER BY r.seq LIMIT @limit", ("seq", DbType.Int64), ("limit", DbType.Int32));

    public static readonly FrequentStatement LastSeq = new("SELECT value FROM ingest_sequence");

    public static readonly FrequentStatement StoryGroup = new(
        """
        SELECT a.story_group FROM article_revision r JOIN article a ON a.article_id = r.article_id
        WHERE r.story_hash = @story ORDER BY r.seq LIMIT 1
        """,
        ("story", DbType.String));

    /// <summary>No row where the id is another article's.</summary>
    public static readonly FrequentStatement Add = new(
        """
        INSERT INTO article (id, identity, url, story_group, revision, seq, content_hash, first_seen, sample)
        VALUES (@id, @identity, @url, @group, 1, @seq, @content, @now, @sample) ON CONFLICT (id) DO NOTHING
        """,
        ("id", DbType.String), ("identity", DbType.String), ("url", DbType.String), ("group", DbType.Int64), ("seq", DbType.Int64),
        ("content", DbType.String), ("now", DbType.Int64), ("sample", DbType.Boolean))
    {
        Key = "article_id",
    };

    /// <summary>The first article of a story names it: where its key was not foreseen when it was added.</summary>
    public static readonly FrequentStatement FoundStory = new(
        "UPDATE article SET story_group = article_id WHERE article_id = @article", ("article", DbType.Int64));

    public static readonly FrequentStatement AddRevision = new(
        """
        INSERT INTO article_revision (article_id, revision, seq, title, author, published, raw_published, seen, source, language, body, tags,
            content_hash, story_hash, removed)
        VALUES (@article, @revision, @seq, @title, @author, @published, @raw, @now, @source, @language, @body, @tags, @content, @story, FALSE)
        """,
        ("article", DbType.Int64), ("revision", DbType.Int32), ("seq", DbType.Int64), ("title", DbType.String), ("author", DbType.String),
        ("published", DbType.Int64), ("raw", DbType.String), ("now", DbType.Int64), ("source", DbType.String), ("language", DbType.String),
        ("body", DbType.String), ("tags", DbType.String), ("content", DbType.String), ("story", DbType.String));
}
