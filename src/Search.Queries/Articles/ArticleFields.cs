using Search.Lucene.Documents;

namespace Search.Queries.Articles;

/// <summary>How each field of an article is indexed, read off a document that has them all. Thread-safe.</summary>
internal static class ArticleFields
{
    private static readonly ArticleText Full = new()
    {
        Id = "1",
        Seq = 1,
        Url = "u",
        Title = "t",
        Body = "b",
        Author = "a",
        Source = "s",
        Language = "en",
        Published = DateTimeOffset.UnixEpoch,
        Seen = DateTimeOffset.UnixEpoch,
        Tags = ["t"],
    };

    private static readonly ILookup<string, Field> Known = ArticleSchema.ToDocument(Full).Fields.ToLookup(field => field.Name, StringComparer.Ordinal);

    /// <summary>True when every field among <paramref name="fields"/> that we know is indexed as we do it, and the key of articles is among them.</summary>
    public static bool AreSearchable(IEnumerable<FieldInfo> fields)
    {
        var all = fields.ToList();
        return all.Exists(field => field.Name == FieldNames.Id) && all.TrueForAll(IsAsOurs);
    }

    private static bool IsAsOurs(FieldInfo field) => Known[field.Name].All(ours =>
        Agree(ours.IndexOptions, field.IndexOptions, IndexOptions.None)
        && Agree(ours.DocValuesType, field.DocValuesType, DocValuesType.None)
        && (!ours.IsPoint || field.PointDimensionCount == 0 || (field.PointDimensionCount, field.PointNumBytes) == (1, sizeof(long))));

    private static bool Agree<T>(T ours, T theirs, T none)
        where T : struct, Enum => ours.Equals(none) || theirs.Equals(none) || ours.Equals(theirs);
}
