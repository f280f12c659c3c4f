namespace Search.Ingest.Files;

/// <summary>
/// What became of one input's articles. <see cref="Read"/> = <see cref="Added"/> + <see cref="Revised"/> + <see cref="Repeats"/> +
/// <see cref="TakenDown"/> + <see cref="Skipped"/> once the input was ingested to its end. Not thread-safe.
/// </summary>
public sealed class FileReport(string path)
{
    private const int MostProblemsKept = 1_000;

    private readonly List<IngestProblem> _problems = [];

    public string Path { get; } = path;

    /// <summary>Records seen, sound or not; an unreadable input counts as one.</summary>
    public long Read { get; internal set; }

    public long Added { get; internal set; }

    /// <summary>Known articles with changed content.</summary>
    public long Revised { get; internal set; }

    /// <summary>Articles that were there already, with the same content.</summary>
    public long Repeats { get; internal set; }

    /// <summary>Articles that were taken down before and stay away.</summary>
    public long TakenDown { get; internal set; }

    /// <summary>Records that could not be read.</summary>
    public long Skipped { get; internal set; }

    /// <summary>The first thousand problems, in order.</summary>
    public IReadOnlyList<IngestProblem> Problems => _problems;

    /// <summary>Counts a record that could not be read, and says why.</summary>
    internal void Skip(string message, long? line = null, long? offset = null)
    {
        Read++;
        Skipped++;
        Warn(message, line, offset);
    }

    /// <summary>Notes something that cost no record.</summary>
    internal void Warn(string message, long? line = null, long? offset = null)
    {
        if (_problems.Count < MostProblemsKept)
            _problems.Add(new IngestProblem(Path, line, offset, message));
    }
}
