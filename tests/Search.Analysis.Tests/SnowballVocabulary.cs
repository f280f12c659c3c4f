using System.IO.Compression;
using Search.Analysis.Stemming;
using Search.Testing;

namespace Search.Analysis.Tests;

/// <summary>Snowball's word lists of the shared data: a word, a tab, its stem.</summary>
internal static class SnowballVocabulary
{
    /// <summary>Fails, with the first twenty differences, unless the stemmer gives the list's stem for every word.</summary>
    public static void AssertEvery(Stemmer stemmer, string language) => AssertEvery(stemmer, language, (_, _) => false);

    /// <summary>As the other, except where <paramref name="explained"/> says that word and listed stem differ for a known reason.</summary>
    public static void AssertEvery(Stemmer stemmer, string language, Func<string, string, bool> explained)
    {
        using var file = File.OpenRead(Shared.PathOf($"data/stemmers/{language}.tsv.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var wrong = new List<string>();
        var words = 0;
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split('\t');
            words++;
            var stem = stemmer.Stem(columns[0]);
            if (stem != columns[1] && !explained(columns[0], columns[1]))
                wrong.Add($"{columns[0]}: {stem}, should be {columns[1]}");
        }
        Assert.True(words > 1000, "the list is empty");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {words}:\n" + string.Join('\n', wrong.Take(40)));
    }
}
