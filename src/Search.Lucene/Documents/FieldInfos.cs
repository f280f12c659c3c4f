using System.Collections;

namespace Search.Lucene.Documents;

/// <summary>The fields of a segment, in the order of their numbers, which may have gaps. Immutable.</summary>
public sealed class FieldInfos : IReadOnlyList<FieldInfo>
{
    /// <summary>Field numbers stay below this, so that a table by number is always affordable.</summary>
    public const int MaxFieldNumber = 1 << 20;

    private readonly FieldInfo[] _fields;
    private readonly FieldInfo?[] _byNumber;
    private readonly Dictionary<string, FieldInfo> _byName;

    /// <exception cref="ArgumentException">A name or number occurs twice, or a number is out of range.</exception>
    public FieldInfos(IEnumerable<FieldInfo> fields)
    {
        _fields = [.. fields];
        Array.Sort(_fields, (left, right) => left.Number.CompareTo(right.Number));
        _byName = new Dictionary<string, FieldInfo>(_fields.Length, StringComparer.Ordinal);
        if (_fields.Length > 0 && (_fields[0].Number < 0 || _fields[^1].Number >= MaxFieldNumber))
            throw new ArgumentException($"field numbers lie from 0 up to {MaxFieldNumber}", nameof(fields));
        _byNumber = new FieldInfo?[_fields.Length == 0 ? 0 : _fields[^1].Number + 1];
        foreach (var field in _fields)
        {
            if (_byNumber[field.Number] is not null)
                throw new ArgumentException($"field number {field.Number} occurs twice", nameof(fields));
            if (!_byName.TryAdd(field.Name, field))
                throw new ArgumentException($"field \"{field.Name}\" occurs twice", nameof(fields));
            _byNumber[field.Number] = field;
        }
    }

    public int Count => _fields.Length;

    public FieldInfo this[int index] => _fields[index];

    public FieldInfo? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The field of that number. Throws <see cref="ArgumentOutOfRangeException"/> when there is none.</summary>
    public FieldInfo ByNumber(int number) =>
        FindByNumber(number) ?? throw new ArgumentOutOfRangeException(nameof(number), number, "no field has this number");

    public FieldInfo? FindByNumber(int number) => (uint)number < (uint)_byNumber.Length ? _byNumber[number] : null;

    public IEnumerator<FieldInfo> GetEnumerator() => ((IEnumerable<FieldInfo>)_fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _fields.GetEnumerator();
}
