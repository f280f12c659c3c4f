using Search.Alerts.Mail;

namespace Search.Alerts.Delivery;

/// <summary>
/// Whether the mail server takes part, as seen by the results of a run: after a refusal of all our mail, or faults of the network in a row, the
/// run ends instead of spending every mail's attempt. Thread-safe.
/// </summary>
internal sealed class ServerState
{
    /// <summary>A server that is there loses a connection now and then; so many in a row it does not.</summary>
    public const int FaultsInARow = 10;

    private readonly Lock _gate = new();
    private volatile string? _trouble;
    private volatile bool _hasAnswered;
    private int _faults;

    /// <summary>What the operator should know, once the run is to end; null while the server takes part.</summary>
    public string? Trouble => _trouble;

    /// <summary>True when some mail was answered, taken or not.</summary>
    public bool HasAnswered => _hasAnswered;

    public void Saw(DeliveryResult result)
    {
        lock (_gate)
        {
            if (result.Outcome == DeliveryOutcome.ServerRefused)
            {
                _trouble ??= $"the mail server does not take our mail: {result.Detail}";
                return;
            }
            var isFault = result is { Outcome: DeliveryOutcome.Retry, ReplyCode: null };
            _hasAnswered |= !isFault;
            _faults = isFault ? _faults + 1 : 0;
            if (_faults >= FaultsInARow)
                _trouble ??= $"the mail server can't be reached; what is queued waits: {result.Detail}";
        }
    }
}
