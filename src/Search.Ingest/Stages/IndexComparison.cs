using Search.Data;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Ingest.Stages;

/// <summary>
/// Index and database side by side: each article that the index has passed is in it exactly once, at its newest revision, and nothing else
/// is. Changes nothing; may run beside a writer.
/// </summary>
public static class IndexComparison
{
    private const int ReadSize = 1_000;

    private static readonly HashSet<string> Key = new(StringComparer.Ordinal) { FieldNames.Id };

    /// <summary>What differs, for people; nothing when both agree.</summary>
    /// <exception cref="Lucene.CorruptIndexException">A file of the index is damaged.</exception>
    public static async Task<IReadOnlyList<string>> CompareAsync(Database database, IndexDirectory directory, CancellationToken cancellationToken)
    {
        using var reader = DirectoryReader.Open(directory);
        if (IndexStamp.Read(reader.UserData) is not { } stamp)
            return ["the index does not say whose articles it holds"];
        if (!stamp.IsCurrent)
            return ["another version of the program wrote the index: it is rebuilt by 'search serve', or by 'search rebuild'"];
        if (await database.ReadAsync(data => data.Settings.ReadAsync(DatabaseIdentity.Setting), cancellationToken) != stamp.Database)
            return ["the index holds the articles of another database"];
        var indexed = Indexed(reader, cancellationToken);
        return await DifferencesAsync(database, stamp.Cursor, indexed, cancellationToken);
    }

    /// <summary>The sequences at which each article stands in the index.</summary>
    private static Dictionary<string, List<long>> Indexed(DirectoryReader reader, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        for (var doc = 0; doc < reader.MaxDoc; doc++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!reader.IsLive(doc))
                continue;
            var id = reader.Document(doc, Key).GetString(FieldNames.Id) ?? "";
            if (!found.TryGetValue(id, out var seqs))
                found[id] = seqs = [];
            seqs.Add(reader.NumericValue(doc, FieldNames.Seq) ?? -1);
        }
        return found;
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(
        Database database, long cursor, Dictionary<string, List<long>> indexed, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        var seq = 0L;
        while (true)
        {
            var rows = await database.ReadAsync(data => data.Articles.ReadAfterAsync(seq, ReadSize), cancellationToken);
            foreach (var row in rows.Where(row => row.Current))
            {
                indexed.Remove(row.Id, out var seqs);
                // What came after the cursor may stand in the index as it was before, or not.
                if (row.Seq > cursor)
                    continue;
                var there = row.Removed || row.DeletedAt is not null ? 0 : 1;
                if ((seqs?.Count ?? 0) != there)
                    differences.Add(FormattableString.Invariant($"article {row.Id} is in the index {seqs?.Count ?? 0} times, not {there}"));
                else if (there == 1 && seqs![0] != row.Seq)
                    differences.Add(FormattableString.Invariant($"article {row.Id} is in the index as of sequence {seqs[0]}, not {row.Seq}"));
            }
            if (rows.Count < ReadSize)
                break;
            seq = rows[^1].Seq;
        }
        differences.AddRange(indexed.Keys.Select(id => $"article {id} is in the index, but not in the database"));
        return differences;
    }
}
