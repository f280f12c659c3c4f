using System.Globalization;

namespace Search.Ingest.Files;

/// <summary>Why something of an input was skipped, and where.</summary>
/// <param name="File">Path or address of the input.</param>
/// <param name="Line">Line from 1; null where lines mean nothing.</param>
/// <param name="Offset">Byte offset from 0 in the (decompressed) input; null where unknown.</param>
/// <param name="Message">What is wrong, for people.</param>
public sealed record IngestProblem(string File, long? Line, long? Offset, string Message)
{
    public override string ToString()
    {
        var line = Line is { } number ? string.Create(CultureInfo.InvariantCulture, $", line {number}") : "";
        var offset = Offset is { } bytes ? string.Create(CultureInfo.InvariantCulture, $" (byte {bytes})") : "";
        return $"{File}{line}{offset}: {Message}";
    }
}
