using System.Globalization;
using Search.Analysis;
using Search.Lucene.Compatibility.Tests.Searching;
using Search.Lucene.Searching;
using Search.Percolation;
using Search.Queries.Classic;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Percolation;

/// <summary>An article matches the saved queries for which real Lucene, searching an index of all the articles, finds it.</summary>
public sealed class PercolatorMatchesTests
{
    private const int Articles = 1_000;
    private const int Generated = 1_500;

    public static TheoryData<string, string> Corpora => new()
    {
        { "reuters21578", "standard" },
        { "allsides", "english" },
        { "almayadeen", "arabic" },
        { "saudinewsnet", "standard" },
    };

    [PeerTheory(Peer.Lucene, Peer.SharedData, Peer.Python)]
    [MemberData(nameof(Corpora))]
    public void Articles_match_the_queries_with_which_Lucene_finds_them(string corpus, string analyzer)
    {
        var path = $"data/articles/{corpus}.jsonl.gz";
        var texts = Texts(path);
        var lucenes = MatchesOfLucene(path, texts, analyzer);
        var (percolator, fuzzy) = Registered(texts, PeerSearch.Analyzer(analyzer));
        var matcher = percolator.Snapshot().CreateMatcher();
        var (matches, wrong) = (0L, new List<string>());
        foreach (var (number, document) in PeerCorpus.Documents(path).Take(Articles).Index())
        {
            var ours = matcher.Match(document).ToArray().ToHashSet();
            var theirs = lucenes.GetValueOrDefault(number, []);
            // Lucene's fuzzy words stand for the 50 nearest terms of the whole index: it may find less, and more where they are prohibited.
            wrong.AddRange(theirs.Except(ours).Where(id => !fuzzy.Contains((id, true))).Concat(ours.Except(theirs).Where(id => !fuzzy.Contains((id, false)))).Select(id => $"article {number}, {texts[(int)id]}"));
            matches += ours.Count;
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong.Take(10))}");
        Assert.True(matches > Articles * 5, $"{matches} matches");
    }

    /// <summary>Generated ones, where the corpus has Latin words enough, and those written by hand.</summary>
    private static string[] Texts(string path) => path.Contains("almayadeen", StringComparison.Ordinal) || path.Contains("saudinewsnet", StringComparison.Ordinal)
        ? [.. WrittenQueries.Arabic.Select(query => query.Text)]
        : [
            .. GeneratedQueries.OfFirst(path, Articles, Generated), .. GeneratedQueries.OfFirst(path, Articles, Generated, "--selective"),
            .. WrittenQueries.English.Select(query => query.Text),
        ];

    private static Dictionary<int, HashSet<long>> MatchesOfLucene(string path, string[] texts, string analyzer)
    {
        using var folder = new TemporaryFolder();
        var (index, queries, output) = (folder.File("index"), folder.File("queries.txt"), folder.File("matches.txt"));
        File.WriteAllLines(queries, texts.Select((text, i) => text.Contains('\t', StringComparison.Ordinal) ? text : $"{i}\t{text}"));
        LucenePeer.Run("index", Shared.PathOf(path), index, "-max", Articles.ToString(CultureInfo.InvariantCulture), "-analyzer", analyzer, "-merge", "yes");
        LucenePeer.Run("matches", index, queries, "-analyzer", analyzer, "-out", output);
        return File.ReadLines(output).Select(line => line.Split('\t')).ToDictionary(
            parts => int.Parse(parts[0], CultureInfo.InvariantCulture),
            parts => parts[1].Split(' ').Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToHashSet());
    }

    private static (Percolator Percolator, HashSet<(long Id, bool IsProhibited)> Fuzzy) Registered(string[] texts, Analyzer analyzer)
    {
        var parser = new ClassicQueryParser("body", analyzer);
        var (percolator, fuzzy) = (new Percolator(analyzer), new HashSet<(long, bool)>());
        foreach (var (id, text) in texts.Index())
        {
            var query = parser.Parse(text[(text.LastIndexOf('\t') + 1)..]);
            percolator.Register(id, query);
            query.Visit(new FuzzyWords(isProhibited => fuzzy.Add((id, isProhibited))));
        }
        return (percolator, fuzzy);
    }

    /// <summary>Tells of each fuzzy word whether it is in a prohibited clause.</summary>
    private sealed class FuzzyWords(Action<bool> found, bool isProhibited = false) : QueryVisitor
    {
        public override QueryVisitor ForClauses(Occur occur, Query parent) => occur == Occur.MustNot ? new FuzzyWords(found, !isProhibited) : this;

        public override void VisitMultiTerm(MultiTermQuery query)
        {
            if (query is FuzzyQuery)
                found(isProhibited);
        }
    }
}
