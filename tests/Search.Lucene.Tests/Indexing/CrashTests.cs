using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;
using Search.Testing.Model;
using Xunit.Abstractions;

namespace Search.Lucene.Tests.Indexing;

/// <summary>
/// A folder that fails, tears or loses power at each step of a history (each creation, write, fsync, rename and deletion): the last commit is
/// always there, nothing of it is lost, the writer goes on, and no file is left over.
/// </summary>
public class CrashTests(ITestOutputHelper output)
{
    private const int ThreadedTries = 25;

    private static readonly IndexWriterConfig Config = new(WordAnalyzer.Instance) { MergeThreads = 0 };

    public static TheoryData<int, FaultKind> Histories => new() { { 1, FaultKind.Fails }, { 1, FaultKind.Tears }, { 2, FaultKind.Fails }, { 2, FaultKind.Tears } };

    [Theory]
    [MemberData(nameof(Histories))]
    public void A_power_cut_at_each_step_leaves_the_last_commit(int seed, FaultKind kind)
    {
        var random = new Random(seed);
        for (var step = StepsOf(seed) - 1; step >= 0; step--)
        {
            using var directory = new FaultInjectingDirectory();
            directory.FailAt(step, forEver: true, kind);
            var history = new History(seed);
            history.Run(directory);
            history.VerifyAfterPowerCut(directory.AfterPowerCut(random), $"seed {seed}, {kind}, step {step}");
        }
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void After_each_step_that_fails_once_the_writer_goes_on_from_the_last_commit(int seed, FaultKind kind)
    {
        for (var step = StepsOf(seed) - 1; step >= 0; step--)
            RunToTheEnd(seed, step, forEver: false, kind);
    }

    [Theory]
    [InlineData(4, FaultKind.Fails)]
    [InlineData(5, FaultKind.Tears)]
    public void After_each_step_from_which_all_fail_the_writer_goes_on_when_there_is_room(int seed, FaultKind kind)
    {
        for (var step = StepsOf(seed) - 1; step >= 0; step--)
            RunToTheEnd(seed, step, forEver: true, kind);
    }

    [Theory]
    [InlineData(11, 2)]
    [InlineData(12, 3)]
    [InlineData(13, 4)]
    public void Threads_and_merges_in_the_background_leave_the_last_commit_too(int seed, int threads)
    {
        var steps = StepsOf(seed, threads);
        var random = new Random(seed);
        for (var i = 0; i < ThreadedTries; i++)
        {
            var step = random.NextInt64(steps);
            var kind = (FaultKind)(i % 2);
            using (var cut = new FaultInjectingDirectory())
            {
                cut.FailAt(step, forEver: true, kind);
                var history = new History(seed, threads);
                history.Run(cut);
                history.VerifyAfterPowerCut(cut.AfterPowerCut(random), $"seed {seed}, {threads} threads, {kind}, step {step}");
            }
            RunToTheEnd(seed, step, forEver: i % 3 == 0, kind, threads);
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
        Assert.Equal(["1", "3"], Ids(directory));
    }

    /// <summary>A file of a segment that was given up once stayed open when another could not be closed, and so held the room that the disk lacked.</summary>
    [Fact]
    public void A_full_disk_at_any_step_leaves_no_file_of_a_flush_or_a_merge_open()
    {
        for (var step = StepsOf(1) - 1; step >= 0; step--)
        {
            using var directory = new FaultInjectingDirectory();
            directory.FailAt(step, forEver: true);
            new History(1).Run(directory);
            Assert.True(directory.OpenOutputs.Count == 0, $"step {step}: {string.Join(' ', directory.OpenOutputs)}");
        }
    }

    /// <summary>Going back to the last commit once asked the folder for sizes, and when that failed, the next commit had only some of the segments.</summary>
    [Fact]
    public void A_mount_that_is_gone_for_a_while_costs_nothing_that_was_committed()
    {
        using var directory = new FaultInjectingDirectory();
        using var writer = new IndexWriter(directory, Config with { MergePolicy = MergePolicy.None });
        AddAndCommit(writer, "1");
        AddAndCommit(writer, "2");
        directory.FailAt(directory.Operations, forEver: true);
        directory.IsGone = true;
        Assert.Throws<IndexWriteException>(() => AddAndCommit(writer, "3"));
        directory.IsGone = false;
        directory.Heal();
        AddAndCommit(writer, "4");
        Assert.Equal(["1", "2", "4"], Ids(directory));
    }

    /// <summary>
    /// The rename of such a commit went through, though it was reported as failed. It once stayed the newest, though its writer had given it up and
    /// committed again, when there was nothing new to commit.
    /// </summary>
    [Fact]
    public void A_commit_that_failed_at_its_end_gives_way_to_the_next_even_when_that_has_nothing_new()
    {
        using var directory = new FaultInjectingDirectory();
        using var writer = new IndexWriter(directory, Config);
        AddAndCommit(writer, "1");
        writer.AddDocument(Doc("2"));
        writer.PrepareCommit();
        directory.FailAt(directory.Operations, forEver: true, FaultKind.Tears);
        Assert.Throws<IndexWriteException>(() => writer.Commit());
        directory.Heal();
        writer.Commit();
        Assert.Equal(["1"], Ids(directory));
    }

    /// <summary>Half of a file that was being moved in once stayed behind.</summary>
    [Theory]
    [InlineData(FaultKind.Fails)]
    [InlineData(FaultKind.Tears)]
    public void Each_step_of_a_swap_that_fails_leaves_the_old_index_or_the_new_one(FaultKind kind)
    {
        var random = new Random(7);
        for (var (step, ended) = (0, false); !ended; step++)
        {
            using var other = new MemoryDirectory();
            using (var making = new IndexWriter(other, Config with { FirstSegmentNumber = 1_000 }))
                AddAndCommit(making, "new");
            using var directory = new FaultInjectingDirectory();
            using var writer = new IndexWriter(directory, Config);
            AddAndCommit(writer, "old");
            directory.FailAt(directory.Operations + step, forEver: step % 2 == 0, kind);
            ended = TrySwap(writer, other) && !directory.HasFailed;
            using (var left = directory.AfterPowerCut(random))
                Assert.Contains(Assert.Single(Ids(left)), (string[])["old", "new"]);
            directory.Heal();
            AddAndCommit(writer, "later");
            AddAndCommit(writer, "last");
            Assert.Contains(Ids(directory)[0], (string[])["old", "new"]);
            Assert.True(History.LeftOver(directory).Count == 0, $"{kind}, step {step}: left over: {string.Join(' ', History.LeftOver(directory))}");
        }
    }

    private static bool TrySwap(IndexWriter writer, MemoryDirectory other)
    {
        try
        {
            writer.ReplaceWith(other);
            writer.Commit();
            return true;
        }
        catch (IndexWriteException)
        {
            return false;
        }
    }

    private static void RunToTheEnd(int seed, long step, bool forEver, FaultKind kind, int threads = 1)
    {
        using var directory = new FaultInjectingDirectory();
        directory.FailAt(step, forEver, kind);
        new History(seed, threads).RunToTheEnd(directory, $"seed {seed}, {threads} threads, {kind}, {(forEver ? "for ever" : "once")}, step {step}");
    }

    private static void AddAndCommit(IndexWriter writer, string id)
    {
        writer.AddDocument(Doc(id));
        writer.Commit();
    }

    private static Document Doc(string id) => new Document().Add(Field.String("id", id, stored: true));

    private static IReadOnlyList<string?> Ids(IndexDirectory directory)
    {
        using var reader = DirectoryReader.Open(directory);
        return [.. Enumerable.Range(0, reader.MaxDoc).Select(doc => reader.Document(doc).GetString("id"))];
    }

    private long StepsOf(int seed, int threads = 1)
    {
        using var directory = new FaultInjectingDirectory();
        new History(seed, threads).RunToTheEnd(directory, $"seed {seed}, no failure");
        Assert.False(directory.HasFailed);
        output.WriteLine($"{directory.Operations} steps");
        return directory.Operations;
    }
}
