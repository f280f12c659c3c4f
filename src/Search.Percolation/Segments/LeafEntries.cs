namespace Search.Percolation.Segments;

/// <summary>Where the entries of a leaf begin; they end where those of the next leaf begin.</summary>
internal readonly record struct LeafEntries(int Direct, int Pair, int Triple);
