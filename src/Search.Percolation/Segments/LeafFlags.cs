namespace Search.Percolation.Segments;

/// <summary>What has to be looked at when a document has a leaf.</summary>
[Flags]
internal enum LeafFlags : byte
{
    None = 0,

    /// <summary>A term that is the first of a pair which gives a phrase away.</summary>
    StartsPair = 1,

    /// <summary>A term that is the second of such a pair.</summary>
    EndsPair = 2,

    /// <summary>A term by which places are looked at.</summary>
    LeadsPlaces = 4,

    /// <summary>It belongs to sets.</summary>
    IsInSets = 8,

    /// <summary>A term that is known to fulfil patterns.</summary>
    HasPatterns = 16,
}
