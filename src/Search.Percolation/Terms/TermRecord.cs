namespace Search.Percolation.Terms;

/// <summary>Where a term's bytes are, and whose they are.</summary>
/// <param name="Start">Where its bytes begin in the arena.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Field">Its field's number.</param>
internal readonly record struct TermRecord(int Start, ushort Length, ushort Field);
