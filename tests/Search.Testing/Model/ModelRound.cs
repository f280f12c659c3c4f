using System.Globalization;
using Search.Lucene;
using Search.Lucene.Codecs;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Xunit;

namespace Search.Testing.Model;

/// <summary>
/// One random history of a writer beside the naive model: adds, updates, deletes, merges, commits in one step and in two, rollbacks, reopening,
/// power cuts, and a folder that fails or tears, in one thread or in several, with merges in the calls or in the background. After each commit,
/// and now and then before, the index must hold what the model has, and random queries must find what looking at each document finds.
/// </summary>
/// <param name="seed">Of everything but the order of threads.</param>
/// <param name="steps">Length of the history.</param>
public sealed class ModelRound(int seed, int steps = 40) : IDisposable
{
    private const int QueriesOfLook = 6;

    // Merges make new ones worthwhile.
    private const int CommitsToQuiet = 4;

    private readonly RandomDocuments _documents = new(seed);
    private readonly ModelIndex _model = new();

    // What commits that failed would have left, and what they would have replaced: each may be found until another commit is durable.
    private readonly List<IReadOnlyList<ModelDocument>> _uncertain = [];
    private FaultInjectingDirectory _directory = new();
    private IndexWriter? _writer;
    private IndexWriterConfig? _config;
    private int _threads = 1;

    /// <summary>Shown the folder after each commit that was verified, and after each power cut; must not change it.</summary>
    public Action<IndexDirectory>? Witness { get; init; }

    public RoundCounts Counts { get; private set; } = new();

    private Random Random => _documents.Random;

    private IndexWriter Writer => _writer ??= Open();

    /// <summary>Runs it all. Throws what xunit's assertions throw when index and model differ.</summary>
    public void Run()
    {
        _threads = Random.Next(3) == 0 ? Random.Next(2, 4) : 1;
        _config = new IndexWriterConfig(WordAnalyzer.Instance)
        {
            RamBufferMegabytes = 0.01 + Random.NextDouble() / 5,
            CompoundFileMegabytes = Random.Next(3) * 0.05,
            MergeThreads = Random.Next(3),
            MergePolicy = new MergePolicy { SegmentsPerTier = Random.Next(2, 6), MaxMergeAtOnce = Random.Next(2, 6), FloorSegmentMegabytes = 0.01 },
        };
        for (var step = 0; step < steps; step++)
            Try(Step);
        _directory.Heal();
        for (var i = 0; i < 3; i++)
        {
            Try(AddSome);
            Try(Commit);
        }
        for (var i = 0; i < CommitsToQuiet; i++)
        {
            Writer.WaitForMerges();
            Try(Commit);
        }
        Writer.WaitForMerges();
        Assert.True(_directory.HasFailed || Writer.LastMergeFailure is null, Writer.LastMergeFailure?.ToString());
        NothingIsLeftOver();
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _directory.Dispose();
    }

    private void Step()
    {
        switch (Random.Next(20))
        {
            case 0:
                Delete("body", _documents.Word());
                break;
            case 1:
                Delete("id", _documents.Next().Id);
                break;
            case 2 or 3:
                Commit();
                break;
            case 4:
                Rollback();
                break;
            case 5:
                Reopen();
                break;
            case 6 or 7:
                Look();
                break;
            case 8:
                Merge();
                break;
            case 9:
                Writer.Flush();
                break;
            case 10:
                Prepare();
                break;
            case 11:
                CutPower();
                break;
            case 12:
                _directory.FailAt(_directory.Operations + Random.Next(80), forEver: Random.Next(2) == 0, (FaultKind)Random.Next(2));
                break;
            default:
                AddSome();
                break;
        }
    }

    /// <summary>A failing folder throws the writer back to its last commit, and the model with it; then there is room again.</summary>
    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (IndexWriteException e)
        {
            Assert.True(_directory.HasFailed, e.ToString());
            _directory.Heal();
            if (!e.ChangesAreLost)
                return;
            Counts += new RoundCounts(Failures: 1);
            Writer.WaitForMerges();
            // Threads that saw no failure may have added after the way back.
            if (_threads > 1)
                Writer.Rollback();
            _model.Rollback();
            Look();
        }
    }

    private void AddSome()
    {
        var documents = Enumerable.Range(0, Random.Next(40)).Select(_ => (Document: _documents.Next(ids: 120), Kind: Random.Next(6))).ToArray();
        Counts += new RoundCounts(Documents: documents.Length);
        foreach (var (document, kind) in documents)
            Change(document, kind, _model.Add, _model.Update, _model.Delete);
        Exception? failure = null;
        void Work(int thread)
        {
            try
            {
                foreach (var (document, kind) in documents.Where(change => Number(change.Document) % _threads == thread))
                    Change(document, kind, one => Writer.AddDocument(one.ToDocument()), one => Writer.UpdateDocument("id", one.Id, one.ToDocument()), Writer.DeleteDocuments);
            }
            catch (IOException e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }
        _ = Writer;
        var others = Enumerable.Range(1, _threads - 1).Select(thread => Task.Run(() => Work(thread))).ToArray();
        Work(0);
        Task.WaitAll(others, CancellationToken.None);
        if (failure is not null)
            throw failure;
    }

    /// <summary>The threads share the ids among them, so that what happens to one id has its order.</summary>
    private static void Change(ModelDocument document, int kind, Action<ModelDocument> add, Action<ModelDocument> update, Action<string, string> delete)
    {
        if (kind == 0)
            delete("id", document.Id);
        else if (kind < 3)
            add(document);
        else
            update(document);
    }

    private static int Number(ModelDocument document) => int.Parse(document.Id.AsSpan(2), CultureInfo.InvariantCulture);

    private void Delete(string field, string term)
    {
        Counts += new RoundCounts(Deletions: 1);
        _model.Delete(field, term);
        Writer.DeleteDocuments(field, term);
    }

    private void Commit()
    {
        Counts += new RoundCounts(Commits: 1);
        _ = Writer;
        _uncertain.Add(_model.NextCommit);
        var before = SegmentInfos.LatestGeneration(_directory);
        Writer.Commit();
        // Without anything new there is nothing to make durable.
        if (SegmentInfos.LatestGeneration(_directory) > before)
            _uncertain.Clear();
        _model.Commit();
        using var reader = DirectoryReader.Open(_directory);
        reader.CheckIntegrity();
        Same(_model.Committed, reader, "committed");
        Witness?.Invoke(_directory);
    }

    private void Prepare()
    {
        if (_model.IsPrepared)
            return;
        Counts += new RoundCounts(Prepared: 1);
        Writer.PrepareCommit();
        _model.Prepare();
    }

    private void Rollback()
    {
        Counts += new RoundCounts(Rollbacks: 1);
        Writer.Rollback();
        _model.Rollback();
    }

    private void Merge()
    {
        Counts += new RoundCounts(Merges: 1);
        Writer.ForceMerge(Random.Next(1, 4));
    }

    private void Look()
    {
        Counts += new RoundCounts(Queries: QueriesOfLook);
        using var reader = Writer.OpenReader();
        Same(_model.Present, reader, "present");
        new QueryComparison(reader, _model.Present, _documents).Try(QueriesOfLook);
    }

    private void Reopen()
    {
        Counts += new RoundCounts(Reopened: 1);
        _writer?.Dispose();
        _writer = null;
        _directory.Heal();
        FindCommit();
    }

    /// <summary>The machine stops, and comes back with what its disk has.</summary>
    private void CutPower()
    {
        Counts += new RoundCounts(PowerCuts: 1);
        using var left = _directory.AfterPowerCut(Random);
        _writer?.Dispose();
        _writer = null;
        _directory.Dispose();
        _directory = new FaultInjectingDirectory(left);
        FindCommit();
        Witness?.Invoke(_directory);
        _uncertain.Clear();
    }

    /// <summary>The last commit is there, or one that failed at its very end.</summary>
    private void FindCommit()
    {
        var found = Committed();
        if (!found.SequenceEqual(_model.CommittedLines(), StringComparer.Ordinal)
            && _uncertain.Find(documents => found.SequenceEqual(ModelIndex.Lines(documents), StringComparer.Ordinal)) is { } certain)
        {
            _uncertain.Add(_model.Committed);
            _model.Adopt(certain);
        }
        _model.Rollback();
        Assert.True(found.SequenceEqual(_model.CommittedLines(), StringComparer.Ordinal), "the last commit is not there");
    }

    private IReadOnlyList<string> Committed()
    {
        try
        {
            using var reader = DirectoryReader.Open(_directory);
            reader.CheckIntegrity();
            return IndexDump.Of(reader);
        }
        catch (IndexNotFoundException)
        {
            return [];
        }
    }

    private IndexWriter Open()
    {
        try
        {
            return new IndexWriter(_directory, _config!);
        }
        catch (IOException) when (_directory.HasFailed)
        {
            _directory.Heal();
            return new IndexWriter(_directory, _config!);
        }
    }

    private void NothingIsLeftOver() => Assert.Equal(
        SegmentInfos.ReadLatest(_directory).Files().Order(StringComparer.Ordinal),
        _directory.ListAll().Where(name => name != IndexFileNames.WriteLock).Order(StringComparer.Ordinal));

    private static void Same(IReadOnlyList<ModelDocument> expected, DirectoryReader reader, string what)
    {
        var (lines, found) = (ModelIndex.Lines(expected), IndexDump.Of(reader));
        Assert.True(lines.SequenceEqual(found, StringComparer.Ordinal),
            $"{what}: missing {string.Join("; ", lines.Except(found, StringComparer.Ordinal).Take(3))}, too many {string.Join("; ", found.Except(lines, StringComparer.Ordinal).Take(3))}");
    }
}
