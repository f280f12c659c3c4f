namespace Search.Percolation.Terms;

/// <summary>Numbers of a field, both ends included; of its points, or of its column.</summary>
internal readonly record struct NumberRange(int Field, bool OfPoints, long Minimum, long Maximum);
