using Search.Cli.Settings;
using Search.Data;
using Search.Ingest.Stages;
using Search.Lucene;
using Search.Lucene.Store;

namespace Search.Cli.Hosting;

/// <summary>
/// Keeps the index's writer open while the service runs, so that each look for new rows is cheap. When another process holds the writer
/// lock (a command that began before the service), the next look tries again.
/// </summary>
internal sealed class IndexHolder(Database database, IndexDirectory directory, DataFolder folder, Action<IndexFault> report) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private IndexStage? _stage;

    /// <summary>Indexes what is there. After a fault the writer is opened anew by the next call.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            _stage ??= await IndexStage.OpenAsync(database, directory, cancellationToken);
            await _stage.RunAsync(progress: null, cancellationToken);
            foreach (var fault in _stage.Faults)
                report(fault);
        }
        catch (LockHeldException)
        {
            // The holder indexes meanwhile.
        }
        catch (Exception e) when (e is CorruptIndexException or IndexFormatException)
        {
            Close();
            throw new IOException($"{e.Message}. {folder.IndexRemedy}", e);
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
        _stage?.Dispose();
        _stage = null;
    }
}
