using Search.Ingest.Stages;
using Search.Lucene;
using Search.Lucene.Store;

namespace Search.Cli.Hosting;

/// <summary>
/// Keeps the index's writer open while the service runs, so that each look for new rows is cheap, and rebuilds the index when that is due.
/// When another process holds the writer lock (a command that began before the service), the next look tries again.
/// </summary>
/// <param name="engine">The data folder.</param>
/// <param name="report">Gets the articles that could not be indexed.</param>
/// <param name="say">Gets a line when a rebuild begins and ends.</param>
internal sealed class IndexHolder(Engine engine, Action<IndexFault> report, Action<string> say) : IDisposable
{
    // As long as the pause between two looks, so that a rebuild has most of one processor, and new rows get into the old index in between.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _one = new(1, 1);
    private IndexKeeper? _keeper;

    /// <summary>Indexes what is there. After a fault the writer is opened anew by the next call.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            _keeper ??= await IndexKeeper.OpenAsync(engine.Database, engine.Directory, engine.Building, say, engine.Documents, cancellationToken);
            await _keeper.FeedAsync(progress: null, cancellationToken);
            foreach (var fault in _keeper.Faults)
                report(fault);
            await _keeper.TendAsync(Slice, cancellationToken);
        }
        catch (LockHeldException)
        {
            // The holder indexes meanwhile.
        }
        catch (Exception e) when (e is CorruptIndexException or IndexFormatException)
        {
            Close();
            throw new IOException($"{e.Message}. {engine.Folder.IndexRemedy}", e);
        }
        catch
        {
            Close();
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        Close();
        _one.Dispose();
    }

    private void Close()
    {
        _keeper?.Dispose();
        _keeper = null;
    }
}
