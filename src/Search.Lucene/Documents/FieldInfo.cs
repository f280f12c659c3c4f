namespace Search.Lucene.Documents;

/// <summary>What a segment knows of one field. <see cref="Attributes"/> carries the per-field format names that Lucene checks.</summary>
public sealed record FieldInfo(string Name, int Number)
{
    public IndexOptions IndexOptions { get; init; }

    /// <summary>Indexed without length norms.</summary>
    public bool OmitNorms { get; init; }

    public DocValuesType DocValuesType { get; init; }

    /// <summary>Its documents may have term vectors, in files that this library does not read.</summary>
    internal bool HasTermVectors { get; init; }

    /// <summary>1 for a long point field, 0 for none.</summary>
    public int PointDimensionCount { get; init; }

    public int PointIndexDimensionCount { get; init; }

    /// <summary>Bytes a dimension: 8 for long points.</summary>
    public int PointNumBytes { get; init; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public bool HasNorms => IndexOptions != IndexOptions.None && !OmitNorms;
}
