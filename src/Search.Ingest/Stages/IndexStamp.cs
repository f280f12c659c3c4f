using System.Globalization;
using Search.Queries.Articles;
using Search.Queries.Searching;

namespace Search.Ingest.Stages;

/// <summary>What a commit of the article index says of itself: how far it has read, which rows, and by which schema.</summary>
/// <param name="Cursor">Ingest sequence of the last row that is in the index.</param>
/// <param name="Database">Identity of the database whose rows these are.</param>
internal sealed record IndexStamp(long Cursor, string Database)
{
    private const string DatabaseKey = "database";

    /// <summary>The stamp of a commit's user data; null when it was written by another schema, or not by us.</summary>
    public static IndexStamp? Read(IReadOnlyDictionary<string, string> userData)
    {
        var sound = ArticleSchema.IsCurrent(userData)
            & userData.TryGetValue(DatabaseKey, out var database)
            & userData.TryGetValue(ArticleSearcher.CursorKey, out var cursor);
        return sound && long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? new IndexStamp(seq, database!) : null;
    }

    public IReadOnlyDictionary<string, string> ToUserData() => ArticleSchema.Stamp(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ArticleSearcher.CursorKey] = Cursor.ToString(CultureInfo.InvariantCulture),
        [DatabaseKey] = Database,
    });
}
