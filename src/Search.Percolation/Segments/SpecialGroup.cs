namespace Search.Percolation.Segments;

/// <summary>A group that more has to be known of than that one of its entries holds.</summary>
/// <param name="Group">The group.</param>
/// <param name="Program">Where its program begins, which must hold too; -1 for none.</param>
/// <param name="Stamp">Where it is noted that a document was decided already, since several of its entries may hold; -1 for none.</param>
internal readonly record struct SpecialGroup(int Group, int Program, int Stamp);
