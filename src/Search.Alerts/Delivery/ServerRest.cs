namespace Search.Alerts.Delivery;

/// <summary>
/// Lets a mail server that was away, or took none of our mail, alone for a while, ever longer: what is queued loses nothing by it, and no
/// attempt is spent. Thread-safe.
/// </summary>
internal sealed class ServerRest(TimeProvider time, TimeSpan shortest, TimeSpan longest)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _until = DateTimeOffset.MinValue;
    private TimeSpan _pause;

    public bool IsOn
    {
        get
        {
            lock (_gate)
            {
                var left = _until - time.GetUtcNow();
                // A clock that was set back must not make it longer.
                return left > TimeSpan.Zero && left <= longest;
            }
        }
    }

    /// <summary>After a run that the server's trouble ended, there is a rest; after one that it took part in, there is none.</summary>
    public void After(ServerState server)
    {
        lock (_gate)
        {
            if (server.Trouble is not null)
            {
                var twice = 2 * _pause;
                _pause = server.HasAnswered || twice < shortest ? shortest : twice < longest ? twice : longest;
                _until = time.GetUtcNow() + _pause;
            }
            else if (server.HasAnswered)
            {
                (_pause, _until) = (TimeSpan.Zero, DateTimeOffset.MinValue);
            }
        }
    }
}
