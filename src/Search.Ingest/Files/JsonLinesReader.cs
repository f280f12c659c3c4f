using Search.Ingest.Text;

namespace Search.Ingest.Files;

/// <summary>Reads a file of articles, one JSON object a line, also compressed. A bad line is skipped with its number; damage ends the file there.</summary>
internal static class JsonLinesReader
{
    public static IEnumerable<IncomingArticle> Read(string path, FileReport report)
    {
        using var source = Open(path, report);
        if (source is null)
            yield break;
        using var lines = new LineReader(source);
        while (Next(lines, report) is { } line)
        {
            if (line.IsTooLong)
                report.Skip($"the line is longer than {LineReader.LongestLine:N0} bytes".Replace('\u00A0', ' '), line.Number, line.Offset);
            else if (!IsBlank(line.Bytes.Span) && Parse(line, report) is { } article)
                yield return article;
        }
        if (report.Read == 0)
            report.Skip("the file is empty");
    }

    private static Stream? Open(string path, FileReport report)
    {
        try
        {
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GzipFile(path)
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            report.Skip("the file can't be read: " + error.Message);
            return null;
        }
    }

    /// <summary>The next line, or null at the end and where the file is damaged.</summary>
    private static Line? Next(LineReader lines, FileReport report)
    {
        try
        {
            return lines.Next();
        }
        catch (InvalidDataException error)
        {
            report.Skip("the compressed data is damaged or cut off here; what came before was read: " + error.Message, lines.Number, lines.Offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            report.Skip("reading failed here; what came before was read: " + error.Message, lines.Number, lines.Offset);
        }
        return null;
    }

    private static IncomingArticle? Parse(Line line, FileReport report)
    {
        var bytes = line.Bytes;
        if (line.Number == 1 && bytes.Span is [0xEF, 0xBB, 0xBF, ..])
            bytes = bytes[3..];
        var repaired = !PageEncodings.IsUtf8(bytes.Span);
        if (repaired)
            bytes = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(bytes.Span));
        var draft = ArticleJson.Parse(bytes, out var given, out var problem);
        if (draft is null)
        {
            report.Skip(problem!, line.Number, line.Offset);
            return null;
        }
        report.Read++;
        if (repaired)
            report.Warn("invalid UTF-8 was replaced", line.Number, line.Offset);
        return new IncomingArticle(draft, report, given);
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.TrimStart(" \t\r"u8).IsEmpty;
}
