namespace Search.Percolation.Segments;

/// <summary>Where what a leaf leads to begins; it ends where that of the next leaf begins.</summary>
/// <param name="Slot">Queries that the leaf alone decides: their slots.</param>
/// <param name="Direct">Entries without another literal, of groups that have more entries or need more.</param>
/// <param name="Pair">Entries with one literal.</param>
/// <param name="Triple">Entries with two.</param>
internal readonly record struct LeafEntries(int Slot, int Direct, int Pair, int Triple);
