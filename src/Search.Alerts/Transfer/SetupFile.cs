using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Search.Alerts.Transfer;

/// <summary>
/// A setup as one JSON document: <c>{"format":"search-setup","version":1,"people":[…],"consents":[…],"alerts":[…],"sources":[…],"settings":{…}}</c>,
/// names as in the records, nulls left out. Fields that are not known are left out with a warning; everything else that does not fit is a
/// problem with its place.
/// </summary>
public static class SetupFile
{
    public const string Format = "search-setup";

    public const int Version = 1;

    private const int LongestFile = 64 << 20;

    private static readonly JsonSerializerOptions Writing = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The document with a line break at its end.</summary>
    public static string Write(Setup setup) => JsonSerializer.Serialize(
        new { format = Format, version = Version, setup.People, setup.Consents, setup.Alerts, setup.Sources, setup.Settings }, Writing).ReplaceLineEndings("\n") + "\n";

    /// <summary>Null, and at least one problem, when the text is no setup. Whether alerts can run and addresses exist is not asked here.</summary>
    public static async Task<Setup?> ReadAsync(Stream input, List<SetupProblem> problems, List<SetupProblem> warnings, CancellationToken cancellation = default)
    {
        var before = problems.Count;
        try
        {
            using var document = JsonDocument.Parse(await BytesAsync(input, cancellation), Reading);
            var setup = new SetupReader(problems, warnings).Read(document.RootElement);
            return problems.Count == before ? setup : null;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            problems.Add(new SetupProblem("", $"this is not a setup file: {e.Message}"));
            return null;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(Stream input, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var piece = new byte[1 << 16];
        while (await input.ReadAsync(piece, cancellation) is > 0 and var read)
        {
            bytes.Write(piece, 0, read);
            if (bytes.Length > LongestFile)
                throw new InvalidDataException($"it is longer than {LongestFile >> 20} MB");
        }
        var text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        return text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;
    }
}
