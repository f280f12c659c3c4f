using System.Threading.Channels;

namespace Search.Data;

/// <summary>
/// Tells one waiter in this process that articles were committed since it last looked: so that it need not wait for its next look. A hint and
/// no more: cursors say what there is, and other processes are not heard. Thread-safe.
/// </summary>
public sealed class Arrivals
{
    private readonly Channel<bool> _told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Returns when something has arrived since the last return; at once when that was before the call.</summary>
    public async Task WaitAsync(CancellationToken cancellation = default) => await _told.Reader.ReadAsync(cancellation);

    internal void Tell() => _told.Writer.TryWrite(true);
}
