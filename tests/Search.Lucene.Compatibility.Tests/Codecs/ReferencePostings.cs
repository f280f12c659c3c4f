using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Codecs;

/// <summary>The tokens of a corpus as real Lucene's analyzer gives them, with their positions, title and body of an article in one list.</summary>
internal sealed class ReferencePostings
{
    public ReferencePostings(string corpus)
    {
        using var folder = new TemporaryFolder();
        LucenePeer.Run("tokens", Shared.PathOf(corpus), "-out", folder.File("tokens"));
        Articles = [.. File.ReadLines(folder.File("tokens")).Select(Parse)];
        Urls = [.. ReadUrls(Shared.PathOf(corpus))];
    }

    /// <summary>By article: its tokens in order, each with its position increment.</summary>
    public (string Token, int Increment)[][] Articles { get; }

    /// <summary>By article: its URL.</summary>
    public string[] Urls { get; }

    /// <summary>By document of one field: term and position of its tokens from <paramref name="start"/> on.</summary>
    public IEnumerable<(string Token, int Position)> Tokens(int article, int start, int count)
    {
        var position = -1;
        foreach (var (token, increment) in Articles[article].Skip(start).Take(count))
            yield return (token, position += increment);
    }

    private static (string Token, int Increment)[] Parse(string line)
    {
        var tokens = line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. tokens.Select(token =>
        {
            var colon = token.LastIndexOf(':');
            return (token[..colon], int.Parse(token.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        })];
    }

    private static IEnumerable<string> ReadUrls(string path)
    {
        using var file = File.OpenRead(path);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        while (reader.ReadLine() is { } line)
            yield return JsonDocument.Parse(line).RootElement.GetProperty("url").GetString()!;
    }
}
