using System.Globalization;
using Search.Lucene;
using Search.Lucene.Codecs;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Searching;

namespace Search.Ingest.Stages;

/// <summary>What a commit of the article index says of itself: how far it has read, which rows, and by which schema.</summary>
/// <param name="Cursor">Ingest sequence of the last row that is in the index.</param>
/// <param name="Database">Identity of the database whose rows these are.</param>
/// <param name="Index">Name of this index, which it keeps when it is rebuilt; empty in commits of before there were names.</param>
/// <param name="Rebuild">The last request to rebuild that it fulfils (<see cref="RebuildRequest"/>); empty for none.</param>
internal sealed record IndexStamp(long Cursor, string Database, string Index, string Rebuild)
{
    public const string IndexKey = "index";

    private const string DatabaseKey = "database";
    private const string RebuildKey = "rebuild";

    /// <summary>False when another version of the schema wrote it.</summary>
    public bool IsCurrent { get; private init; } = true;

    /// <summary>The stamp of a commit's user data, whatever version of the schema wrote it; null when it was not written by us.</summary>
    public static IndexStamp? Read(IReadOnlyDictionary<string, string> userData)
    {
        var sound = userData.TryGetValue(DatabaseKey, out var database)
            & userData.TryGetValue(ArticleSearcher.CursorKey, out var cursor)
            & userData.ContainsKey(ArticleSchema.VersionKey);
        return sound && long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new IndexStamp(seq, database!, userData.GetValueOrDefault(IndexKey, ""), userData.GetValueOrDefault(RebuildKey, "")) { IsCurrent = ArticleSchema.IsCurrent(userData) }
            : null;
    }

    /// <summary>The stamp of a directory's last commit; null where there is none that can be read, or it was not written by us.</summary>
    public static IndexStamp? ReadLatest(IndexDirectory directory)
    {
        try
        {
            return Read(SegmentInfos.ReadLatest(directory).UserData);
        }
        catch (IOException e) when (e is IndexNotFoundException or CorruptIndexException or IndexFormatException or FileNotFoundException)
        {
            return null;
        }
    }

    public IReadOnlyDictionary<string, string> ToUserData() => ArticleSchema.Stamp(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ArticleSearcher.CursorKey] = Cursor.ToString(CultureInfo.InvariantCulture),
        [DatabaseKey] = Database,
        [IndexKey] = Index,
        [RebuildKey] = Rebuild,
    });
}
