namespace Search.Alerts.Jobs;

/// <summary>What was said of a stage: the kinds of fault since it last worked, and when. Beyond some kinds nothing more is said.</summary>
internal sealed class FaultState
{
    private const int MostKinds = 50;

    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);

    public DateTimeOffset LastLine { get; private set; }

    public bool IsSaid(Fault fault) => _kinds.Contains(fault.Kind) || _kinds.Count >= MostKinds;

    public FaultState Said(Fault fault, DateTimeOffset now)
    {
        _kinds.Add(fault.Kind);
        LastLine = now;
        return this;
    }

    /// <summary>Whether its end is still to be said.</summary>
    public bool IsOpen => _kinds.Count > 0;

    public void Worked(DateTimeOffset now)
    {
        _kinds.Clear();
        LastLine = now;
    }
}
