namespace Search.Lucene.Tests.Indexing;

/// <summary>The naive twin of an index writer: a list of documents, and a copy of it for each commit.</summary>
internal sealed class ModelIndex
{
    private List<ModelDocument> _committed = [];
    private List<ModelDocument> _present = [];

    public IReadOnlyList<ModelDocument> Present => _present;

    public void Add(ModelDocument document) => _present.Add(document);

    public void Update(ModelDocument document)
    {
        Delete("id", document.Id);
        Add(document);
    }

    public void Delete(string field, string term) => _present.RemoveAll(document => document.Has(field, term));

    public void Commit() => _committed = [.. _present];

    public void Rollback() => _present = [.. _committed];

    public IReadOnlyList<string> PresentLines() => Lines(_present);

    public IReadOnlyList<string> CommittedLines() => Lines(_committed);

    public static IReadOnlyList<string> Lines(IEnumerable<ModelDocument> documents) =>
        [.. documents.SelectMany(document => document.Lines()).Order(StringComparer.Ordinal)];
}
