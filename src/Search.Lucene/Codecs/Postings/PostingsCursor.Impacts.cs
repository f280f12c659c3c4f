namespace Search.Lucene.Codecs.Postings;

/// <summary>What the skip data tells of the postings ahead.</summary>
internal sealed partial class PostingsCursor
{
    private static readonly Impact[] Unknown = [new Impact(int.MaxValue, 1)];

    /// <summary>
    /// Makes the impacts those of the stretches that hold <paramref name="target"/>, without moving to a document. Targets must not descend between
    /// two calls; a later <see cref="Advance"/> finds the same documents as without this call.
    /// </summary>
    public void AdvanceShallow(int target)
    {
        if (_state.SkipOffset < 0)
            return;
        if (!_skipsAreReady)
        {
            _skips.Reset(_docFile!, _state, _hasPositions);
            _skipsAreReady = true;
        }
        _skips.SkipTo(target);
    }

    /// <summary>
    /// Levels of impacts, at least one: level 0 covers the present block, each further one eight times as many blocks. The last block of a
    /// term has no impacts: there the one level reaches to <see cref="End"/> and says nothing (freq 2^31-1, norm 1).
    /// </summary>
    public int ImpactLevels => _skipsAreReady ? Math.Max(1, _skips.ImpactLevels) : 1;

    /// <summary>The last document that the impacts of this level hold for.</summary>
    public int ImpactUpTo(int level) => _skipsAreReady ? _skips.LastDoc(level) : End;

    /// <summary>The competitive pairs up to <see cref="ImpactUpTo"/>, ascending in freq and norm; valid until the next call.</summary>
    public ReadOnlySpan<Impact> Impacts(int level) =>
        _skipsAreReady && _skips.LastDoc(level) != End ? _skips.Impacts(level) : Unknown;
}
