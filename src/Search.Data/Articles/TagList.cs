using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Search.Data.Articles;

/// <summary>An article's tags as its row holds them: a JSON list of texts, in ASCII. Written and, as a rule, read without a serialiser, which takes longer to start than a file takes to read.</summary>
internal static class TagList
{
    private const string None = "[]";
    private const string Between = "\",\"";

    public static string Write(IReadOnlyList<string> tags)
    {
        if (tags.Count == 0)
            return None;
        var written = new StringBuilder("[\"");
        for (var at = 0; at < tags.Count; at++)
            written.Append(at == 0 ? "" : Between).Append(JavaScriptEncoder.Default.Encode(tags[at]));
        return written.Append("\"]").ToString();
    }

    public static IReadOnlyList<string> Read(string list)
    {
        if (list == None)
            return [];
        var isPlain = list.StartsWith("[\"", StringComparison.Ordinal) && list.EndsWith("\"]", StringComparison.Ordinal) && list.Length > 3 && !list.Contains('\\', StringComparison.Ordinal);
        var tags = isPlain ? list[2..^2].Split(Between) : [];
        return isPlain && !Array.Exists(tags, tag => tag.Contains('"', StringComparison.Ordinal)) ? tags : JsonSerializer.Deserialize<IReadOnlyList<string>>(list)!;
    }
}
