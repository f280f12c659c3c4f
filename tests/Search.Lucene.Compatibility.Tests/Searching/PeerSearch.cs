using Search.Analysis;
using Search.Analysis.Arabic;
using Search.Analysis.English;
using Search.Analysis.Standard;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Classic;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Searching;

/// <summary>Has real Lucene and us search one index, by the classic parser over <c>body</c>.</summary>
internal static class PeerSearch
{
    /// <summary>By the name that the peer gives it.</summary>
    public static Analyzer Analyzer(string name) => name switch
    {
        "arabic" => new ArabicAnalyzer(),
        "english" => new EnglishAnalyzer(),
        _ => new StandardAnalyzer(),
    };

    /// <summary>Fails where counts, documents or float bits differ; else returns what was found, counted to the end.</summary>
    /// <param name="index">The index.</param>
    /// <param name="queries">A file with a query a line, after a tab.</param>
    /// <param name="folder">For the peer's answer.</param>
    /// <param name="analyzer">The analyzer of both sides.</param>
    public static List<PeerHits> AssertSameHits(string index, string queries, TemporaryFolder folder, string analyzer = "standard")
    {
        var output = folder.File("hits.txt");
        LucenePeer.Run("search", index, queries, "-out", output, "-rounds", "1", "-warm", "0", "-analyzer", analyzer);
        var expected = File.ReadLines(output).Select(PeerHits.Parse).ToArray();
        var lines = File.ReadAllLines(queries);
        using var directory = new MMapDirectory(index);
        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader);
        var parser = new ClassicQueryParser("body", Analyzer(analyzer));
        var all = new List<PeerHits>();
        var wrong = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            var query = parser.Parse(lines[i][(lines[i].LastIndexOf('\t') + 1)..]);
            var found = PeerHits.Of(searcher.Search(query, 10));
            var counted = PeerHits.Of(searcher.Search(query, 10, new SearchOptions { ExactCount = true }));
            all.Add(counted);
            if (!found.Agrees(expected[i]) || !counted.Hits.SequenceEqual(expected[i].Hits))
                wrong.Add($"{lines[i]}\n  Lucene {expected[i]}\n  we     {found}\n  exact  {counted}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {lines.Length} differ:\n{string.Join('\n', wrong.Take(10))}");
        Assert.Equal(expected.Length, lines.Length);
        return all;
    }
}
