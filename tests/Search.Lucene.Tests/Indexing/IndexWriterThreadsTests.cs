using System.Globalization;
using Search.Lucene.Codecs;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;
using Search.Testing.Model;
using Xunit.Abstractions;

namespace Search.Lucene.Tests.Indexing;

/// <summary>Several threads that add to one writer, while it merges in the background, commits and opens readers.</summary>
public class IndexWriterThreadsTests(ITestOutputHelper output)
{
    private const int Threads = 4;

    private static readonly IndexWriterConfig Config = new(WordAnalyzer.Instance)
    {
        RamBufferMegabytes = 0.05,
        CompoundFileMegabytes = 0.01,
        MergeThreads = 2,
        MergePolicy = new MergePolicy { SegmentsPerTier = 3, MaxMergeAtOnce = 3, FloorSegmentMegabytes = 0.005 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_threads_do_side_by_side_is_what_each_does_alone(int seed)
    {
        output.WriteLine($"seed {seed}");
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        var models = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => Work(writer, thread, new RandomDocuments((seed * 100) + thread)))));

        writer.Commit();
        writer.WaitForMerges();
        Assert.Null(writer.LastMergeFailure);
        Assert.Equal(models.SelectMany(model => model.PresentLines()).Order(StringComparer.Ordinal), Committed(directory));
        writer.ForceMerge(1);
        writer.Commit();
        Assert.Equal(models.SelectMany(model => model.PresentLines()).Order(StringComparer.Ordinal), Committed(directory));
        Assert.Equal(models.Sum(model => model.Present.Count), writer.MaxDoc);
        OnlyWhatIsNeeded(directory);
    }

    /// <summary>An update is one step, and ordered with those of other threads: no snapshot has an id twice, and none lacks it.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Threads_that_update_the_same_documents_leave_one_of_each_at_any_moment(int seed)
    {
        const int Ids = 12;
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        for (var id = 0; id < Ids; id++)
            Update(writer, id, "first");
        writer.Commit();
        using var over = new CancellationTokenSource();
        var updating = Enumerable.Range(0, Threads).Select(thread => Task.Run(() => UpdateMany(writer, new Random((seed * 10) + thread), Ids), CancellationToken.None)).ToArray();
        var near = Task.Run(() => LookAgainAndAgain(writer.OpenReader, Ids, over.Token), CancellationToken.None);
        var commits = Task.Run(() => LookAgainAndAgain(() => CommitAndOpen(writer, directory), Ids, over.Token), CancellationToken.None);

        await Task.WhenAll(updating);
        await over.CancelAsync();

        output.WriteLine($"seed {seed}: {await near} readers, {await commits} commits");
        using var last = CommitAndOpen(writer, directory);
        Assert.Equal(Ids, last.DocCount);
    }

    [Fact]
    public async Task What_was_added_is_in_the_next_reader_whichever_thread_added_it()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var number = 0; number < 60; number++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{thread}-{number}");
                writer.AddDocument(new Document().Add(Field.String("id", id, stored: true)).Add(Field.StoredString("key", id)));
                using var reader = writer.OpenReader();
                Assert.Contains(id, Ids(reader));
            }
        })));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_folder_that_fails_once_among_threads_loses_what_was_not_committed_and_nothing_else(int seed)
    {
        using var directory = new FaultInjectingDirectory();
        using var writer = new IndexWriter(directory, Config);
        Update(writer, 1, "committed");
        Update(writer, 2, "committed");
        writer.Commit();
        var committed = Committed(directory);
        directory.FailAt(directory.Operations + new Random(seed).Next(1_500), forEver: seed % 2 == 0);

        var failures = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => WorkUntilItFails(writer, thread, seed))));

        directory.Heal();
        writer.WaitForMerges();
        // Some saw no failure, and added after the way back.
        writer.Rollback();
        using (var reader = writer.OpenReader())
            Assert.Equal(committed, IndexDump.Of(reader));
        Assert.All(failures.OfType<IndexWriteException>(), failure => Assert.True(failure.ChangesAreLost));
        Assert.True(failures.OfType<IndexWriteException>().Any() || writer.LastMergeFailure is not null || !directory.HasFailedToWrite, "nobody was told");
        Update(writer, 3, "afterwards");
        writer.Commit();
        writer.WaitForMerges();
        using (var reader = DirectoryReader.Open(directory))
            Assert.Equal(["1", "2", "3"], Ids(reader));
        OnlyWhatIsNeeded(directory);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Fact]
    public async Task All_segments_are_merged_to_one_while_others_add()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        var model = Work(writer, 0, new RandomDocuments(70));
        var others = Task.Run(() => Work(writer, 1, new RandomDocuments(71)));
        writer.ForceMerge(1);
        var other = await others;
        writer.Commit();
        Assert.Equal(model.PresentLines().Concat(other.PresentLines()).Order(StringComparer.Ordinal), Committed(directory));
    }

    /// <summary>A merge that is under way when the writer is closed is given up at once, and leaves no file.</summary>
    [Fact]
    public void Closing_ends_merges_and_leaves_the_last_commit()
    {
        using var directory = new MemoryDirectory();
        IReadOnlyList<string> committed;
        using (var writer = new IndexWriter(directory, Config))
        {
            Work(writer, 0, new RandomDocuments(80));
            writer.Commit();
            committed = Committed(directory);
            var documents = new RandomDocuments(81);
            for (var step = 0; step < 500; step++)
                writer.AddDocument(documents.Next().ToDocument());
        }
        Assert.Equal(committed, Committed(directory));
        OnlyWhatIsNeeded(directory);
    }

    /// <summary>A buffer that was being written when the writer closed once reached the folder after the lock was given up.</summary>
    [Fact]
    public async Task Closing_while_others_add_ends_them_and_leaves_the_last_commit()
    {
        using var directory = new MemoryDirectory();
        for (var round = 0; round < 10; round++)
        {
            var writer = new IndexWriter(directory, Config with { RamBufferMegabytes = 0.02 });
            Update(writer, round, "committed");
            writer.Commit();
            var adding = Enumerable.Range(0, Threads).Select(thread => Task.Run(() => AddUntilItIsClosed(writer, thread))).ToArray();
            var merging = Task.Run(() => MergeUntilItIsClosed(writer));
            await Task.Delay(round * 3);
            writer.Dispose();
            var files = directory.ListAll();
            await Task.WhenAll(adding);
            await merging;
            Assert.Equal(files, directory.ListAll());
            OnlyWhatIsNeeded(directory);
            using var reader = DirectoryReader.Open(directory);
            Assert.Equal(round + 1, reader.DocCount);
        }
    }

    /// <summary>Such a document once took away the buffer that was full by it, and the next commit waited for ever.</summary>
    [Fact]
    public async Task A_document_that_is_refused_when_memory_is_full_does_not_block_the_next_commit()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config with { RamBufferMegabytes = 0.1 });
        var tooLong = new string('x', 40_000);
        for (var i = 0; i < 40; i++)
        {
            var words = string.Join(' ', Enumerable.Range(i * 1_000, 1_000));
            Assert.Throws<UnindexableDocumentException>(() => writer.AddDocument(new Document().Add(Field.Text("body", $"{words} {tooLong}", stored: true))));
        }
        Update(writer, 1, "good");
        await Task.Run(() => writer.Commit()).WaitAsync(TimeSpan.FromSeconds(60));
        using var reader = DirectoryReader.Open(directory);
        Assert.Equal(["1"], Ids(reader));
    }

    private static void AddUntilItIsClosed(IndexWriter writer, int thread)
    {
        var documents = new RandomDocuments(thread);
        void Add()
        {
            while (true)
                writer.AddDocument(documents.Next().ToDocument());
        }
        Assert.ThrowsAny<ObjectDisposedException>(Add);
    }

    private static void MergeUntilItIsClosed(IndexWriter writer)
    {
        void Merge()
        {
            while (true)
                writer.ForceMerge(1);
        }
        Assert.ThrowsAny<ObjectDisposedException>(Merge);
    }

    private static ModelIndex Work(IndexWriter writer, int thread, RandomDocuments documents)
    {
        var model = new ModelIndex();
        for (var step = 0; step < 700; step++)
        {
            var next = documents.Next(ids: 120);
            var document = next with { Id = $"t{thread}-{next.Id}", Key = $"t{thread}-{next.Key}" };
            switch (documents.Random.Next(40))
            {
                case 0:
                    writer.Commit();
                    break;
                case 1:
                    writer.Flush();
                    break;
                case < 6:
                    writer.DeleteDocuments("id", document.Id);
                    model.Delete("id", document.Id);
                    break;
                default:
                    writer.UpdateDocument("id", document.Id, document.ToDocument());
                    model.Update(document);
                    break;
            }
        }
        return model;
    }

    private static Exception? WorkUntilItFails(IndexWriter writer, int thread, int seed)
    {
        var documents = new RandomDocuments((seed * 10) + thread);
        try
        {
            for (var step = 0; step < 300; step++)
            {
                var next = documents.Next(ids: 300);
                writer.UpdateDocument("id", $"t{thread}-{next.Id}", (next with { Id = $"t{thread}-{next.Id}" }).ToDocument());
                if (documents.Random.Next(100) == 0)
                    writer.OpenReader().Dispose();
            }
            return null;
        }
        catch (IOException e)
        {
            return e;
        }
    }

    private static void UpdateMany(IndexWriter writer, Random random, int ids)
    {
        for (var step = 0; step < 1_500; step++)
            Update(writer, random.Next(ids), step.ToString(CultureInfo.InvariantCulture));
    }

    private static void Update(IndexWriter writer, int id, string text)
    {
        var name = id.ToString(CultureInfo.InvariantCulture);
        writer.UpdateDocument("id", name, new Document()
            .Add(Field.String("id", name, stored: true)).Add(Field.StoredString("key", name)).Add(Field.Text("body", text, stored: true)));
    }

    private static int LookAgainAndAgain(Func<DirectoryReader> open, int ids, CancellationToken over)
    {
        var looks = 0;
        do
        {
            using var reader = open();
            Assert.Equal(Enumerable.Range(0, ids).Select(id => id.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal), Ids(reader));
            looks++;
        }
        while (!over.IsCancellationRequested);
        return looks;
    }

    private static DirectoryReader CommitAndOpen(IndexWriter writer, MemoryDirectory directory)
    {
        writer.Commit();
        return DirectoryReader.Open(directory);
    }

    private static List<string> Ids(DirectoryReader reader) =>
        [.. Enumerable.Range(0, reader.MaxDoc).Where(reader.IsLive).Select(doc => reader.Document(doc).GetString("id")!).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Committed(IndexDirectory directory)
    {
        using var reader = DirectoryReader.Open(directory);
        reader.CheckIntegrity();
        return IndexDump.Of(reader);
    }

    /// <summary>No file is left over.</summary>
    private static void OnlyWhatIsNeeded(IndexDirectory directory) => Assert.Equal(
        SegmentInfos.ReadLatest(directory).Files().Append(IndexFileNames.WriteLock).Order(StringComparer.Ordinal),
        directory.ListAll().Append(IndexFileNames.WriteLock).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
