using Search.Lucene.Indexing;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Indexing;

/// <summary>A fixed random history of adds, updates, deletes, merges and commits, which notes what each commit must hold.</summary>
internal sealed class History(int seed)
{
    private const int Rounds = 4;
    private readonly RandomDocuments _documents = new(seed);
    private readonly ModelIndex _model = new();
    private IReadOnlyList<string> _committed = [];

    // What a commit that was begun but not reported as done would hold.
    private IReadOnlyList<string>? _uncertain;

    private static IndexWriterConfig Config => new(WordAnalyzer.Instance)
    {
        RamBufferMegabytes = 0.015,
        CompoundFileMegabytes = 0.004,
        MergeThreads = 0,
        MergePolicy = new MergePolicy { SegmentsPerTier = 3, MaxMergeAtOnce = 3, FloorSegmentMegabytes = 0.001 },
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

    /// <summary>Runs the whole history; what fails is done again from the last commit, as an ingest that follows its cursor does.</summary>
    public void RunToTheEnd(IndexDirectory directory, string context)
    {
        using var writer = Open(directory);
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                Round(writer);
            }
            catch (IndexWriteException)
            {
                VerifyCommit(directory, context);
                _model.Rollback();
                using var near = writer.OpenReader();
                Same(_committed, IndexDump.Of(near), context);
            }
        }
        writer.Commit();
        _model.Commit();
        _committed = _model.CommittedLines();
        _uncertain = null;
        VerifyCommit(directory, context);
    }

    public void VerifyAfterPowerCut(MemoryDirectory left, string context)
    {
        using (left)
        {
            VerifyCommit(left, context);
            using (var writer = new IndexWriter(left, Config))
            {
                var next = _documents.Next();
                writer.AddDocument(next.ToDocument());
                writer.Commit();
            }
            using var reader = DirectoryReader.Open(left);
            reader.CheckIntegrity();
        }
    }

    private static IndexWriter Open(IndexDirectory directory)
    {
        try
        {
            return new IndexWriter(directory, Config);
        }
        catch (IOException)
        {
            return new IndexWriter(directory, Config);
        }
    }

    private void Round(IndexWriter writer)
    {
        for (var i = 0; i < 25; i++)
        {
            var document = _documents.Next(ids: 60);
            writer.UpdateDocument("id", document.Id, document.ToDocument());
            _model.Update(document);
        }
        var word = _documents.Word();
        writer.DeleteDocuments("body", word);
        _model.Delete("body", word);
        if (_documents.Random.Next(2) == 0)
            Merge(writer);
        _uncertain = _model.PresentLines();
        writer.Commit();
        _model.Commit();
        _committed = _uncertain;
        _uncertain = null;
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
