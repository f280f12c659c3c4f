namespace Search.Analysis;

/// <summary>Drops tokens; what follows a dropped token has its increment added, also across blocks (Lucene's FilteringTokenFilter).</summary>
public abstract class DroppingFilter : TokenFilter
{
    private readonly bool[] _keeps = new bool[TokenBatch.Capacity];
    private int _dropped;

    public override void Reset() => _dropped = 0;

    public override void Apply(TokenBatch batch)
    {
        var keeps = _keeps.AsSpan(0, batch.Count);
        for (var i = 0; i < keeps.Length; i++)
            keeps[i] = Keeps(batch, i);
        if (_dropped > 0 || keeps.Contains(false))
            Drop(batch, keeps);
    }

    /// <summary>Whether token <paramref name="index"/> stays; may rewrite that token.</summary>
    protected abstract bool Keeps(TokenBatch batch, int index);

    private void Drop(TokenBatch batch, ReadOnlySpan<bool> keeps)
    {
        var kept = 0;
        for (var i = 0; i < keeps.Length; i++)
        {
            if (!keeps[i])
            {
                _dropped += batch.PositionIncrement[i];
                continue;
            }
            if (kept != i)
                batch.Move(i, kept);
            batch.PositionIncrement[kept++] += _dropped;
            _dropped = 0;
        }
        batch.Count = kept;
    }
}
