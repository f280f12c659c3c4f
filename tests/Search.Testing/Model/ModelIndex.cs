namespace Search.Testing.Model;

/// <summary>The naive twin of an index writer: a list of documents, and a copy of it for the last commit and for the one that is prepared.</summary>
public sealed class ModelIndex
{
    private List<ModelDocument> _committed = [];
    private List<ModelDocument> _present = [];
    private List<ModelDocument>? _prepared;

    public IReadOnlyList<ModelDocument> Committed => _committed;

    /// <summary>A commit was prepared, and neither finished nor given up.</summary>
    public bool IsPrepared => _prepared is not null;

    public IReadOnlyList<ModelDocument> Present => _present;

    public void Add(ModelDocument document) => _present.Add(document);

    public void Update(ModelDocument document)
    {
        Delete("id", document.Id);
        Add(document);
    }

    public void Delete(string field, string term) => _present.RemoveAll(document => document.Has(field, term));

    public void Prepare() => _prepared = [.. _present];

    /// <summary>Finishes what was prepared, or commits what is present.</summary>
    public void Commit()
    {
        _committed = _prepared ?? [.. _present];
        _prepared = null;
    }

    public void Rollback()
    {
        _present = [.. _committed];
        _prepared = null;
    }

    /// <summary>What the next <see cref="Commit"/> would leave.</summary>
    public IReadOnlyList<ModelDocument> NextCommit => [.. _prepared ?? _present];

    /// <summary>A commit turned out to stand that was not known to.</summary>
    public void Adopt(IReadOnlyList<ModelDocument> committed) => _committed = [.. committed];

    public IReadOnlyList<string> PresentLines() => Lines(_present);

    public IReadOnlyList<string> CommittedLines() => Lines(_committed);

    public static IReadOnlyList<string> Lines(IEnumerable<ModelDocument> documents) =>
        [.. documents.SelectMany(document => document.Lines()).Order(StringComparer.Ordinal)];
}
