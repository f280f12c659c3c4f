namespace Search.Percolation.Segments;

/// <summary>An entry that is looked at for every document.</summary>
/// <param name="Second">A literal that must hold, or <see cref="Entries.None"/>.</param>
/// <param name="Third">Another.</param>
/// <param name="Payload">As of any entry.</param>
internal readonly record struct UnanchoredEntry(int Second, int Third, int Payload);
