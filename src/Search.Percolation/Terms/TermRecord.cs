namespace Search.Percolation.Terms;

/// <summary>What tells a term from others: 16 bytes.</summary>
/// <param name="Prefix">Its first eight bytes (<see cref="TermHash.Prefix"/>).</param>
/// <param name="Start">Where its bytes begin in the arena.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Field">Its field's number.</param>
internal readonly record struct TermRecord(ulong Prefix, int Start, ushort Length, ushort Field);
