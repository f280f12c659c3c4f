namespace Search.Percolation.Registering;

/// <summary>Where a registered query is.</summary>
/// <param name="Segment">The segment's number, or <see cref="Newest"/>.</param>
/// <param name="Slot">Its slot there.</param>
internal readonly record struct QueryPlace(int Segment, int Slot)
{
    /// <summary>In the builder.</summary>
    public const int Newest = 0;
}
