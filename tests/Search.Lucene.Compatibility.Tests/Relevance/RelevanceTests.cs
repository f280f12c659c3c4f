using Search.Analysis.English;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Classic;
using Search.Queries.Syntax;
using Search.Testing;
using Search.Testing.Relevance;

namespace Search.Lucene.Compatibility.Tests.Relevance;

/// <summary>Collections whose answers are known: our rankings are real Lucene's, and good enough.</summary>
public sealed class RelevanceTests
{
    private const int Top = 1_000;

    /// <summary>MAP and nDCG@10 of plain BM25.</summary>
    private static readonly Dictionary<string, RelevanceScores> Floors = new(StringComparer.Ordinal)
    {
        ["cran"] = new(0.273, 0.331),
        ["cisi"] = new(0.154, 0.287),
        ["med"] = new(0.501, 0.686),
    };

    [PeerFact(Peer.Lucene, Peer.SharedData)]
    public void Rankings_are_Lucenes_to_the_float_bit_whoever_wrote_the_index_and_above_the_floors()
    {
        using var folder = new TemporaryFolder();
        var collections = IrCollection.Names.Select(IrCollection.Load).ToArray();
        foreach (var collection in collections)
        {
            LuceneRanking.Index(collection, folder.File("theirs-" + collection.Name), "english");
            using var directory = new MMapDirectory(folder.File("ours-" + collection.Name));
            IrIndex.WriteBodies(collection, directory, new EnglishAnalyzer());
        }
        var indexes = collections.SelectMany(collection => new[] { "ours-", "theirs-" }.Select(side => (collection, folder.File(side + collection.Name)))).ToArray();
        var lucene = LuceneRanking.Rank(indexes, "english", Top);
        for (var i = 0; i < indexes.Length; i++)
            Check(indexes[i].collection, Rank(indexes[i].collection, indexes[i].Item2), lucene[i]);
        for (var i = 0; i < indexes.Length; i += 2)
            Assert.Equal(lucene[i], lucene[i + 1]);
    }

    [SharedFact("data/ir")]
    public void Articles_rank_above_the_floors_when_any_word_of_a_question_may_stand_in_them()
    {
        foreach (var collection in IrCollection.Names.Select(IrCollection.Load))
        {
            using var directory = new MemoryDirectory();
            IrArticles.Write(collection, directory);
            var ranking = IrIndex.Rank(directory, collection.Queries.Select(query => IrArticles.Query(query, QueryOperator.Or)), Top);
            AssertAboveFloor(collection, RelevanceScores.Of(collection, ranking));
        }
    }

    [Fact]
    public void Scores_are_those_reckoned_by_hand()
    {
        var documents = new[] { "a", "b", "c", "d" }.Select(id => new IrDocument(id, "", "")).ToArray();
        var grades = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 2, ["c"] = 1, ["d"] = 0, ["x"] = 1 };
        var collection = new IrCollection("four", documents, [new IrQuery("1", "", grades)]);

        var scores = RelevanceScores.Of(collection, [[new ScoreDoc(1, 4), new ScoreDoc(0, 3), new ScoreDoc(3, 2), new ScoreDoc(2, 1)]]);

        // Answers at the places 2 and 4 of three answers; gains of 2 and 1 there, where 2, 1, 1 could be.
        Assert.Equal(((1 / 2.0) + (2 / 4.0)) / 3, scores.Map, 12);
        Assert.Equal(((2 / Math.Log2(3)) + (1 / Math.Log2(5))) / (2 + (1 / Math.Log2(3)) + 0.5), scores.Ndcg, 12);
    }

    private static IReadOnlyList<IReadOnlyList<ScoreDoc>> Rank(IrCollection collection, string folder)
    {
        using var directory = new MMapDirectory(folder);
        var parser = new ClassicQueryParser("body", new EnglishAnalyzer());
        return IrIndex.Rank(directory, collection.Queries.Select(query => parser.Parse(query.Escaped)), Top);
    }

    private static void Check(IrCollection collection, IReadOnlyList<IReadOnlyList<ScoreDoc>> ours, IReadOnlyList<IReadOnlyList<ScoreDoc>> lucenes)
    {
        Assert.Equal(lucenes.Count, ours.Count);
        for (var i = 0; i < ours.Count; i++)
            Assert.Equal(lucenes[i], ours[i]);
        Assert.Equal(RelevanceScores.Of(collection, lucenes), RelevanceScores.Of(collection, ours));
        AssertAboveFloor(collection, RelevanceScores.Of(collection, ours));
    }

    private static void AssertAboveFloor(IrCollection collection, RelevanceScores scores) =>
        Assert.True(scores.Map >= Floors[collection.Name].Map && scores.Ndcg >= Floors[collection.Name].Ndcg, $"{collection.Name}: {scores} is below {Floors[collection.Name]}");
}
