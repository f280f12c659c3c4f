namespace Search.Ingest.Files;

/// <summary>What became of everything that was given to one ingestion, by file. Not thread-safe.</summary>
public sealed class IngestReport
{
    private readonly List<FileReport> _files = [];
    private readonly SortedDictionary<string, int> _unsupported = new(StringComparer.Ordinal);

    public IReadOnlyList<FileReport> Files => _files;

    /// <summary>Files that were left out because their kind is not read, by ending (".pdf"), with their number.</summary>
    public IReadOnlyDictionary<string, int> Unsupported => _unsupported;

    public long Read => _files.Sum(file => file.Read);

    public long Added => _files.Sum(file => file.Added);

    public long Revised => _files.Sum(file => file.Revised);

    public long Repeats => _files.Sum(file => file.Repeats);

    public long TakenDown => _files.Sum(file => file.TakenDown);

    public long Skipped => _files.Sum(file => file.Skipped);

    /// <summary>Every problem, in the order of files.</summary>
    public IEnumerable<IngestProblem> Problems => _files.SelectMany(file => file.Problems);

    /// <summary>Ingest sequence of the last row written; 0 when none was.</summary>
    public long LastSeq { get; internal set; }

    internal FileReport Begin(string path)
    {
        var file = new FileReport(path);
        _files.Add(file);
        return file;
    }

    internal void CountUnsupported(string kind) => _unsupported[kind] = _unsupported.GetValueOrDefault(kind) + 1;
}
