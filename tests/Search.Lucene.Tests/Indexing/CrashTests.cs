using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Testing;

namespace Search.Lucene.Tests.Indexing;

/// <summary>A folder that fails or loses power at every step of a history: the last commit is always there, and nothing of it is lost.</summary>
public class CrashTests
{
    // About this many steps of each history are tried; the first ones and the last ones come round with other seeds.
    private const int Tries = 40;

    private static readonly IndexWriterConfig Config = new(WordAnalyzer.Instance)
    {
        RamBufferMegabytes = 0.02,
        CompoundFileMegabytes = 0.004,
        MergeThreads = 0,
        MergePolicy = new MergePolicy { SegmentsPerTier = 3, MaxMergeAtOnce = 3, FloorSegmentMegabytes = 0.001 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_power_cut_at_any_step_leaves_the_last_commit(int seed)
    {
        var steps = StepsOf(seed);
        var random = new Random(seed);
        for (var step = 0L; step < steps; step += 1 + random.Next((int)(steps / Tries)))
        {
            using var directory = new FaultInjectingDirectory();
            directory.FailAt(step, forEver: true);
            var history = new History(seed);
            history.Run(directory);
            for (var i = 0; i < 2; i++)
                history.VerifyAfterPowerCut(directory.AfterPowerCut(random), $"seed {seed}, step {step}, image {i}");
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void After_a_step_that_fails_once_the_writer_goes_on_from_the_last_commit(int seed)
    {
        var steps = StepsOf(seed);
        var random = new Random(seed);
        for (var step = 0L; step < steps; step += 1 + random.Next((int)(steps / Tries)))
        {
            using var directory = new FaultInjectingDirectory();
            directory.FailAt(step, forEver: false);
            new History(seed).RunToTheEnd(directory, $"seed {seed}, step {step}");
        }
    }

    [Fact]
    public void A_full_disk_is_named_in_the_error_and_room_makes_the_writer_work_again()
    {
        using var directory = new FaultInjectingDirectory();
        using var writer = new IndexWriter(directory, Config);
        writer.AddDocument(Doc("1"));
        writer.Commit();
        directory.FailAt(directory.Operations, forEver: true);
        var failure = Assert.Throws<IndexWriteException>(() => AddAndCommit(writer, "2"));
        Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
        Assert.Contains("segments_1", failure.Message, StringComparison.Ordinal);
        Assert.Throws<IndexWriteException>(() => AddAndCommit(writer, "2"));
        directory.Heal();
        writer.AddDocument(Doc("3"));
        writer.Commit();
        using var reader = DirectoryReader.Open(directory);
        Assert.Equal(["1", "3"], Enumerable.Range(0, reader.MaxDoc).Select(doc => reader.Document(doc).GetString("id")));
    }

    private static void AddAndCommit(IndexWriter writer, string id)
    {
        writer.AddDocument(Doc(id));
        writer.Commit();
    }

    private static Document Doc(string id) => new Document().Add(Field.String("id", id, stored: true));

    private static long StepsOf(int seed)
    {
        using var directory = new FaultInjectingDirectory();
        new History(seed).RunToTheEnd(directory, $"seed {seed}, no failure");
        Assert.False(directory.HasFailed);
        return directory.Operations;
    }
}
