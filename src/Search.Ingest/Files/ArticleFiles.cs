namespace Search.Ingest.Files;

/// <summary>
/// Reads articles out of files and folders, one at a time: <c>.jsonl</c>, <c>.jsonl.gz</c>, <c>.html</c>, <c>.htm</c>, <c>.txt</c>.
/// Whatever can't be read is counted and explained in the report, and the rest goes on. Folders are read with their sub-folders, in the
/// order of names; links to folders are not followed.
/// </summary>
public static class ArticleFiles
{
    /// <summary>Every article under <paramref name="paths"/>, lazily: at no time more than one record is in memory.</summary>
    public static IEnumerable<IncomingArticle> Read(IEnumerable<string> paths, IngestReport report, CancellationToken cancellation = default)
    {
        foreach (var path in paths)
        {
            foreach (var file in Expand(path, report))
            {
                foreach (var article in ReadFile(file.Path, file.IsGiven, report))
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return article;
                }
            }
        }
    }

    /// <summary>What the kinds that a later version reads are called, or null for one that is read or never will be.</summary>
    internal static string? NotYet(string path) => KindOf(path) switch
    {
        ".eml" => "mail messages (.eml) are not supported yet",
        ".warc" or ".warc.gz" or ".arc" or ".arc.gz" => "web archives (.warc) are not supported yet",
        _ => null,
    };

    /// <summary>A file's ending in lower case, both parts of it for compressed files.</summary>
    internal static string KindOf(string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        return ending is ".gz" ? Path.GetExtension(Path.GetFileNameWithoutExtension(path)).ToLowerInvariant() + ending : ending;
    }

    private static IEnumerable<(string Path, bool IsGiven)> Expand(string path, IngestReport report) =>
        Directory.Exists(path) ? Folder(path, report).Select(file => (file, false)) : [(path, true)];

    private static IEnumerable<string> Folder(string folder, IngestReport report)
    {
        string[] files, folders;
        try
        {
            files = Directory.GetFiles(folder);
            folders = Directory.GetDirectories(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            report.Begin(folder).Skip("the folder can't be read: " + error.Message);
            yield break;
        }
        Array.Sort(files, StringComparer.Ordinal);
        Array.Sort(folders, StringComparer.Ordinal);
        foreach (var file in files.Where(file => !IsHidden(file)))
            yield return file;
        foreach (var inner in folders.Where(inner => !IsHidden(inner) && !IsLink(inner)))
        {
            foreach (var file in Folder(inner, report))
                yield return file;
        }
    }

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');

    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;

    private static IEnumerable<IncomingArticle> ReadFile(string path, bool isGiven, IngestReport report)
    {
        switch (KindOf(path))
        {
            case ".jsonl" or ".ndjson" or ".jsonl.gz" or ".ndjson.gz":
                return JsonLinesReader.Read(path, report.Begin(path));
            case ".txt" or ".html" or ".htm" or ".xhtml":
                return PageFileReader.Read(path, report.Begin(path));
            default:
                Refuse(path, isGiven, report);
                return [];
        }
    }

    private static void Refuse(string path, bool isGiven, IngestReport report)
    {
        var kind = KindOf(path);
        if (isGiven && !File.Exists(path))
            report.Begin(path).Skip("there is no such file or folder");
        else if (NotYet(path) is { } message)
            report.Begin(path).Skip(message);
        else if (isGiven)
            report.Begin(path).Skip($"files of the kind \"{kind}\" are not read; .jsonl, .jsonl.gz, .html, .htm and .txt are");
        else
            report.CountUnsupported(kind.Length == 0 ? "(none)" : kind);
    }
}
