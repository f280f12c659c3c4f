using Search.Percolation.Segments;

namespace Search.Percolation.Registering;

/// <summary>A segment, and which of its queries are gone. Not thread-safe.</summary>
internal sealed class RegisteredSegment(int number, QuerySegment segment)
{
    private readonly List<int> _killed = [];

    public int Number => number;

    public QuerySegment Segment => segment;

    /// <summary>Those that were killed when it was last settled.</summary>
    public DeadQueries Dead { get; private set; } = DeadQueries.None;

    public int LiveCount => segment.Count - Dead.Count;

    public void Kill(int slot) => _killed.Add(slot);

    public void Settle()
    {
        if (_killed.Count == 0)
            return;
        Dead = Dead.With(_killed, segment.Count);
        _killed.Clear();
    }
}
