namespace Search.Percolation.Segments;

/// <summary>A group that needs a program, as it was chosen.</summary>
/// <param name="Group">Its number.</param>
/// <param name="Program">Where its program begins.</param>
/// <param name="Stamp">The number of its stamp; -1 when one entry leads to it.</param>
internal readonly record struct ChosenSpecial(int Group, int Program, int Stamp);
