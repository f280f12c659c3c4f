using Search.Lucene.Codecs;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;
using Search.Testing.Model;

namespace Search.Lucene.Tests.Indexing;

/// <summary>A fixed random history of adds, updates, deletes, merges and commits, which notes what each commit must hold.</summary>
/// <param name="seed">Of everything.</param>
/// <param name="threads">With more than one, as many add at a time, each documents of its own, and merges run in the background.</param>
internal sealed class History(int seed, int threads = 1)
{
    private const int Rounds = 2;
    private const int DocumentsOfRound = 7;

    // Merges make new ones worthwhile.
    private const int CommitsToQuiet = 4;

    private readonly RandomDocuments _documents = new(seed);
    private readonly ModelIndex _model = new();
    private IReadOnlyList<string> _committed = [];

    // What a commit that was begun but not reported as done would hold.
    private IReadOnlyList<string>? _uncertain;

    private IndexWriterConfig Config => new(WordAnalyzer.Instance)
    {
        RamBufferMegabytes = 0.01,
        CompoundFileMegabytes = 0.004,
        MergeThreads = threads > 1 ? 2 : 0,
        MergePolicy = new MergePolicy { SegmentsPerTier = 2, MaxMergeAtOnce = 3, FloorSegmentMegabytes = 0.001 },
    };

    /// <summary>Runs until the folder fails or the history ends.</summary>
    public void Run(IndexDirectory directory)
    {
        try
        {
            using var writer = new IndexWriter(directory, Config);
            for (var round = 0; round < Rounds; round++)
                Round(writer);
        }
        catch (IOException)
        {
            // The power goes: nothing more is done.
        }
    }

    /// <summary>
    /// Runs the whole history; what fails is done again from the last commit, as an ingest that follows its cursor does. The folder has room again
    /// once a failure was noticed.
    /// </summary>
    public void RunToTheEnd(FaultInjectingDirectory directory, string context)
    {
        using var writer = Open(directory);
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                Round(writer);
            }
            catch (IndexWriteException e)
            {
                Assert.True(e.ChangesAreLost, context);
                directory.Heal();
                VerifyWayBack(writer, directory, context);
            }
        }
        directory.Heal();
        CommitAll(writer);
        VerifyCommit(directory, context);
        // A file that could not be deleted is tried again by the next commit.
        _model.Add(Add(writer));
        CommitAll(writer);
        BeQuiet(writer);
        VerifyCommit(directory, context);
        Assert.True(LeftOver(directory).Count == 0, $"{context}: left over: {string.Join(' ', LeftOver(directory))}");
    }

    public void VerifyAfterPowerCut(MemoryDirectory left, string context)
    {
        using (left)
        {
            VerifyCommit(left, context);
            int before;
            using (var writer = new IndexWriter(left, Config))
            {
                before = (int)writer.MaxDoc;
                Add(writer);
                writer.Commit();
                BeQuiet(writer);
            }
            using var reader = DirectoryReader.Open(left);
            reader.CheckIntegrity();
            Assert.True(reader.DocCount > 0 && reader.MaxDoc <= before + 1, context);
            Assert.True(LeftOver(left).Count == 0, $"{context}: left over: {string.Join(' ', LeftOver(left))}");
        }
    }

    /// <summary>Files that the newest commit does not need.</summary>
    public static List<string> LeftOver(IndexDirectory directory) =>
        [.. directory.ListAll().Except(SegmentInfos.ReadLatest(directory).Files(), StringComparer.Ordinal).Where(name => name != IndexFileNames.WriteLock)];

    private void VerifyWayBack(IndexWriter writer, FaultInjectingDirectory directory, string context)
    {
        writer.WaitForMerges();
        // Threads that saw no failure may have added after the way back.
        if (threads > 1)
            writer.Rollback();
        VerifyCommit(directory, context);
        _model.Rollback();
        using var near = writer.OpenReader();
        Same(_committed, IndexDump.Of(near), context);
    }

    private IndexWriter Open(FaultInjectingDirectory directory)
    {
        try
        {
            return new IndexWriter(directory, Config);
        }
        catch (IOException)
        {
            directory.Heal();
            return new IndexWriter(directory, Config);
        }
    }

    private void Round(IndexWriter writer)
    {
        UpdateMany(writer, [.. Enumerable.Range(0, DocumentsOfRound * threads).Select(_ => _documents.Next(ids: 30 * threads))]);
        var word = _documents.Word();
        writer.DeleteDocuments("body", word);
        _model.Delete("body", word);
        if (_documents.Random.Next(2) == 0)
            Merge(writer);
        CommitAll(writer);
    }

    /// <summary>The threads share the ids among them, so that the order of each document's versions is fixed.</summary>
    private void UpdateMany(IndexWriter writer, IReadOnlyList<ModelDocument> documents)
    {
        foreach (var document in documents)
            _model.Update(document);
        var failures = new Exception?[threads];
        void Work(int thread)
        {
            try
            {
                foreach (var document in documents.Where(document => int.Parse(document.Id.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture) % threads == thread))
                    writer.UpdateDocument("id", document.Id, document.ToDocument());
            }
            catch (IndexWriteException e)
            {
                failures[thread] = e;
            }
        }
        var others = Enumerable.Range(1, threads - 1).Select(thread => Task.Factory.StartNew(() => Work(thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Work(0);
        Task.WaitAll(others, CancellationToken.None);
        if (failures.FirstOrDefault(failure => failure is not null) is { } failure)
            throw failure;
    }

    private void CommitAll(IndexWriter writer)
    {
        _uncertain = _model.PresentLines();
        writer.Commit();
        _model.Commit();
        _committed = _uncertain;
        _uncertain = null;
    }

    /// <summary>Everything that merges made is committed, so that no file is there but those of the last commit.</summary>
    private static void BeQuiet(IndexWriter writer)
    {
        for (var i = 0; i < CommitsToQuiet; i++)
        {
            writer.WaitForMerges();
            writer.Commit();
        }
        writer.WaitForMerges();
    }

    private ModelDocument Add(IndexWriter writer)
    {
        var next = _documents.Next();
        writer.AddDocument(next.ToDocument());
        return next;
    }

    private static void Merge(IndexWriter writer)
    {
        try
        {
            writer.ForceMerge(2);
        }
        catch (IndexWriteException e) when (!e.ChangesAreLost)
        {
            // Only the merge is lost.
        }
    }

    private void VerifyCommit(IndexDirectory directory, string context)
    {
        IReadOnlyList<string> found;
        try
        {
            using var reader = DirectoryReader.Open(directory);
            reader.CheckIntegrity();
            found = IndexDump.Of(reader);
        }
        catch (IndexNotFoundException)
        {
            found = [];
        }
        if (_uncertain is not null && found.SequenceEqual(_uncertain, StringComparer.Ordinal))
            return;
        Same(_committed, found, context);
    }

    private static void Same(IReadOnlyList<string> expected, IReadOnlyList<string> actual, string context) =>
        Assert.True(expected.SequenceEqual(actual, StringComparer.Ordinal),
            $"{context}: {expected.Except(actual, StringComparer.Ordinal).Count()} lines missing, {actual.Except(expected, StringComparer.Ordinal).Count()} too many");
}
