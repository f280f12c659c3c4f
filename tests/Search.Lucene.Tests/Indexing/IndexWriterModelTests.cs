using System.Globalization;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;
using Search.Testing.Model;
using Xunit.Abstractions;

namespace Search.Lucene.Tests.Indexing;

/// <summary>Random histories of a writer beside a naive list of documents. The seed of a failure is in its name.</summary>
public class IndexWriterModelTests(ITestOutputHelper output)
{
    public const string RoundsVariable = "SEARCH_MODEL_ROUNDS";
    public const string SeedVariable = "SEARCH_MODEL_SEED";
    private const int DefaultRounds = 40;

    /// <summary>Thousands by the environment, or by the verb <c>model</c> of the benchmarks.</summary>
    [Fact]
    public void Any_history_with_failures_and_power_cuts_leaves_what_the_model_has_and_queries_find_it()
    {
        var first = Number(SeedVariable) ?? 1;
        for (var seed = first; seed < first + (Number(RoundsVariable) ?? DefaultRounds); seed++)
            Run(seed);
    }

    [Theory]
    [MemberData(nameof(Seeds), 1000, 6)]
    public void In_a_folder_any_history_leaves_what_the_model_has(int seed)
    {
        using var folder = new TemporaryFolder();
        using var directory = new MMapDirectory(folder.Path);
        Run(directory, seed, steps: 40);
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(2001)]
    public void Long_postings_survive_merges_and_deletions(int seed)
    {
        var documents = new RandomDocuments(seed);
        using var directory = new MemoryDirectory();
        var model = new ModelIndex();
        using var writer = new IndexWriter(directory, Config(0.3));
        for (var i = 0; i < 3000; i++)
        {
            var document = documents.Next(ids: 4000) with { Body = "every " + documents.Word() };
            writer.UpdateDocument("id", document.Id, document.ToDocument());
            model.Update(document);
        }
        writer.ForceMerge(1);
        using var reader = writer.OpenReader();
        Assert.Single(reader.Leaves);
        Assert.Equal(model.PresentLines(), IndexDump.Of(reader));
    }

    public static TheoryData<int> Seeds(int first, int count) => [.. Enumerable.Range(first, count)];

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void Run(int seed)
    {
        using var round = new ModelRound(seed);
        try
        {
            round.Run();
        }
        catch (Exception)
        {
            output.WriteLine($"seed {seed}");
            throw;
        }
    }

    private void Run(IndexDirectory directory, int seed, int steps)
    {
        output.WriteLine($"seed {seed}");
        var documents = new RandomDocuments(seed);
        var model = new ModelIndex();
        var config = Config(0.02 + documents.Random.NextDouble() / 4) with
        {
            CompoundFileMegabytes = documents.Random.Next(3) * 0.05,
            MergeThreads = documents.Random.Next(3),
            MergePolicy = new MergePolicy { SegmentsPerTier = documents.Random.Next(2, 6), MaxMergeAtOnce = documents.Random.Next(2, 6), FloorSegmentMegabytes = 0.01 },
        };
        var writer = new IndexWriter(directory, config);
        try
        {
            for (var step = 0; step < steps; step++)
                Step(directory, config, documents, model, ref writer);
            writer.Commit();
            model.Commit();
            Verify(directory, model);
            Assert.Null(writer.LastMergeFailure);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void Step(IndexDirectory directory, IndexWriterConfig config, RandomDocuments documents, ModelIndex model, ref IndexWriter writer)
    {
        switch (documents.Random.Next(14))
        {
            case 0:
                model.Delete("body", Delete(writer, "body", documents.Word()));
                break;
            case 1:
                model.Delete("id", Delete(writer, "id", documents.Next().Id));
                break;
            case 2:
                writer.Commit();
                model.Commit();
                Verify(directory, model);
                break;
            case 3:
                writer.Rollback();
                model.Rollback();
                break;
            case 4:
                writer.Dispose();
                model.Rollback();
                writer = new IndexWriter(directory, config);
                break;
            case 5:
                using (var reader = writer.OpenReader())
                    Assert.Equal(model.PresentLines(), IndexDump.Of(reader));
                break;
            case 6:
                writer.ForceMerge(documents.Random.Next(1, 4));
                break;
            case 7:
                writer.Flush();
                break;
            default:
                AddSome(documents, model, writer);
                break;
        }
    }

    private static string Delete(IndexWriter writer, string field, string term)
    {
        writer.DeleteDocuments(field, term);
        return term;
    }

    private static void AddSome(RandomDocuments documents, ModelIndex model, IndexWriter writer)
    {
        for (var i = documents.Random.Next(40); i > 0; i--)
        {
            var document = documents.Next();
            if (documents.Random.Next(3) == 0)
            {
                writer.AddDocument(document.ToDocument());
                model.Add(document);
            }
            else
            {
                writer.UpdateDocument("id", document.Id, document.ToDocument());
                model.Update(document);
            }
        }
    }

    private static void Verify(IndexDirectory directory, ModelIndex model)
    {
        using var reader = DirectoryReader.Open(directory);
        reader.CheckIntegrity();
        Assert.Equal(model.CommittedLines(), IndexDump.Of(reader));
    }

    private static IndexWriterConfig Config(double megabytes) => new(WordAnalyzer.Instance) { RamBufferMegabytes = megabytes };
}
