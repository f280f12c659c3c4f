namespace Search.Percolation.Segments;

/// <summary>A group of several queries, or one of which more has to be known than that one of its entries holds.</summary>
/// <param name="First">The first slot of its queries.</param>
/// <param name="End">The slot behind the last.</param>
/// <param name="Program">Where its program begins, which must hold too; -1 for none.</param>
/// <param name="Stamp">Where it is noted that a document was decided already, since several of its entries may hold; -1 for none.</param>
internal readonly record struct SpecialGroup(int First, int End, int Program, int Stamp);
