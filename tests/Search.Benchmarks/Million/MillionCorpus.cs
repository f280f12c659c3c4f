using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Search.Benchmarks.Verbs;
using Search.Testing;

namespace Search.Benchmarks.Million;

/// <summary>
/// A large corpus of news in two languages: each of four corpora multiplied by the peers' <c>multiply.py</c>, with ids and addresses of its own for
/// every article.
/// </summary>
internal static class MillionCorpus
{
    // Of a thousand articles, how many are of each, and their characters on average.
    private static readonly (string Name, int Share, double Characters)[] Parts =
        [("reuters21578", 800, 776), ("allsides", 40, 5_970), ("almayadeen", 90, 2_163), ("saudinewsnet", 70, 1_914)];

    /// <summary>Writes the articles of about <paramref name="count"/> to one file. Returns how many there are, and the bytes of their titles and bodies.</summary>
    public static (long Articles, long TextBytes) Write(string folder, string path, int count)
    {
        using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20);
        var (articles, bytes) = (0L, 0L);
        foreach (var (name, share, characters) in Parts)
        {
            var grown = Multiply(folder, name, count / 1_000.0 * share * characters / 1e6);
            foreach (var line in Lines(grown))
                bytes += WriteArticle(output, line, string.Create(CultureInfo.InvariantCulture, $"{name}-{articles++}"));
            File.Delete(grown);
        }
        return (articles, bytes);
    }

    /// <summary>Grows one corpus of the shared data, without the articles that lack a title or a body. Returns the file, which lies in <paramref name="folder"/>.</summary>
    public static string Multiply(string folder, string name, double megacharacters)
    {
        var (whole, grown) = (Path.Combine(folder, name + ".whole.jsonl.gz"), Path.Combine(folder, name + ".jsonl.gz"));
        WriteWhole(Shared.PathOf($"data/articles/{name}.jsonl.gz"), whole);
        Processes.Run(Peers.Python, [Shared.PathOf("peers/multiply.py"), whole, grown, megacharacters.ToString("0.0", CultureInfo.InvariantCulture)]);
        File.Delete(whole);
        return grown;
    }

    /// <summary>The articles that have a title and a body: the script takes no others.</summary>
    private static void WriteWhole(string path, string whole)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(whole), CompressionLevel.Fastest));
        foreach (var line in Lines(path))
        {
            using var article = JsonDocument.Parse(line);
            if (Bytes(article.RootElement, "title") > 0 && Bytes(article.RootElement, "body") > 0)
                writer.WriteLine(line);
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var file = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (file.ReadLine() is { } line)
            yield return line;
    }

    private static long WriteArticle(Stream output, string line, string id)
    {
        using var article = JsonDocument.Parse(line);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("url", "https://million.example/" + id);
            foreach (var field in article.RootElement.EnumerateObject().Where(field => field.Name is not ("id" or "url")))
                field.WriteTo(writer);
            writer.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
        return Bytes(article.RootElement, "title") + Bytes(article.RootElement, "body");
    }

    private static int Bytes(JsonElement article, string name) => Encoding.UTF8.GetByteCount(article.GetProperty(name).GetString() ?? "");
}
