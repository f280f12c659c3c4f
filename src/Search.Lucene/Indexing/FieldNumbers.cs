using Search.Lucene.Documents;

namespace Search.Lucene.Indexing;

/// <summary>
/// The fields of a whole index with their numbers: a field has one number and one kind in all segments that a writer makes, so that
/// stored fields merge without a rewrite. Thread-safe.
/// </summary>
internal sealed class FieldNumbers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FieldInfo> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<int> _numbers = [];
    private int _next;

    /// <summary>Takes over the fields of an existing segment; the first segment that has a field decides its number.</summary>
    public void Adopt(FieldInfos fields)
    {
        lock (_gate)
        {
            foreach (var field in fields)
            {
                if (_byName.TryGetValue(field.Name, out var known))
                    _byName[field.Name] = Union(known, field, refuse: false);
                else
                    Register(_numbers.Contains(field.Number) ? field with { Number = FreeNumber() } : field);
            }
        }
    }

    /// <summary>Forgets all fields: what comes next belongs to another index.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _byName.Clear();
            _numbers.Clear();
            _next = 0;
        }
    }

    /// <summary>All fields, in no order.</summary>
    public IReadOnlyList<FieldInfo> List()
    {
        lock (_gate)
            return [.. _byName.Values];
    }

    /// <summary>The field's definition after <paramref name="field"/> was added to what is known of it.</summary>
    /// <exception cref="ArgumentException">The field was indexed before in a way that contradicts this one.</exception>
    public FieldInfo Require(Field field)
    {
        var asked = Describe(field);
        lock (_gate)
        {
            if (!_byName.TryGetValue(field.Name, out var known))
                return Register(asked with { Number = FreeNumber() });
            return _byName[field.Name] = Union(known, asked, refuse: true);
        }
    }

    /// <summary>The definition of a field that some segment has.</summary>
    public FieldInfo this[string name]
    {
        get
        {
            lock (_gate)
                return _byName[name];
        }
    }

    /// <summary>The definition that one field of one document asks for, number 0.</summary>
    public static FieldInfo Describe(Field field) => new(field.Name, 0)
    {
        IndexOptions = field.IndexOptions,
        OmitNorms = field.IndexOptions != IndexOptions.None && field.OmitNorms,
        DocValuesType = field.DocValuesType,
        PointDimensionCount = field.IsPoint ? 1 : 0,
        PointIndexDimensionCount = field.IsPoint ? 1 : 0,
        PointNumBytes = field.IsPoint ? sizeof(long) : 0,
    };

    /// <summary>What one field of a merged segment is, given that field in two of its sources.</summary>
    public static FieldInfo Union(FieldInfo known, FieldInfo other, bool refuse)
    {
        if (Covers(known, other))
            return known;
        var conflict = Conflict(known, other, refuse);
        if (conflict is not null)
            throw new ArgumentException($"field \"{known.Name}\": {conflict}");
        var indexed = known.IndexOptions != IndexOptions.None ? known : other;
        var points = known.PointDimensionCount > 0 ? known : other;
        return known with
        {
            IndexOptions = indexed.IndexOptions,
            OmitNorms = indexed.OmitNorms || (other.IndexOptions != IndexOptions.None && other.OmitNorms),
            DocValuesType = known.DocValuesType != DocValuesType.None ? known.DocValuesType : other.DocValuesType,
            PointDimensionCount = points.PointDimensionCount,
            PointIndexDimensionCount = points.PointIndexDimensionCount,
            PointNumBytes = points.PointNumBytes,
        };
    }

    /// <summary>True when <paramref name="known"/> already says all that <paramref name="other"/> asks for.</summary>
    private static bool Covers(FieldInfo known, FieldInfo other) =>
        (other.IndexOptions == IndexOptions.None || (known.IndexOptions == other.IndexOptions && known.OmitNorms == other.OmitNorms))
        && (other.DocValuesType == DocValuesType.None || known.DocValuesType == other.DocValuesType)
        && (other.PointDimensionCount == 0 || SamePoints(known, other));

    private static string? Conflict(FieldInfo known, FieldInfo other, bool refuseNorms)
    {
        var bothIndexed = known.IndexOptions != IndexOptions.None && other.IndexOptions != IndexOptions.None;
        if (bothIndexed && known.IndexOptions != other.IndexOptions)
            return $"indexed with {known.IndexOptions} before, now with {other.IndexOptions}";
        if (bothIndexed && refuseNorms && known.OmitNorms != other.OmitNorms)
            return known.OmitNorms ? "indexed without norms before, now with them" : "indexed with norms before, now without";
        if (known.DocValuesType != DocValuesType.None && other.DocValuesType != DocValuesType.None && known.DocValuesType != other.DocValuesType)
            return $"had doc values of kind {known.DocValuesType} before, now {other.DocValuesType}";
        if (known.PointDimensionCount > 0 && other.PointDimensionCount > 0 && !SamePoints(known, other))
            return "had points of another shape before";
        return null;
    }

    private static bool SamePoints(FieldInfo known, FieldInfo other) =>
        known.PointDimensionCount == other.PointDimensionCount
        && known.PointIndexDimensionCount == other.PointIndexDimensionCount
        && known.PointNumBytes == other.PointNumBytes;

    private FieldInfo Register(FieldInfo field)
    {
        _numbers.Add(field.Number);
        return _byName[field.Name] = field;
    }

    private int FreeNumber()
    {
        while (_numbers.Contains(_next))
            _next++;
        return _next;
    }
}
