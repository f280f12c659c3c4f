using System.Text;

namespace Search.Lucene.Codecs.StoredFields;

/// <summary>
/// The stored values of one document, in the order in which they were added. Empty at first. May be read into again and again
/// (<see cref="StoredFieldsReader"/>), which reuses its memory and ends the life of what was handed out. Not thread-safe.
/// </summary>
public sealed class StoredDocument
{
    private readonly List<StoredValue> _values = [];

    /// <summary>All values.</summary>
    public IReadOnlyList<StoredValue> Values => _values;

    /// <summary>The document as the file holds it.</summary>
    internal byte[] Bytes { get; set; } = [];

    /// <summary>UTF-8 of the first value of that name that is a string or bytes; empty when there is none.</summary>
    public ReadOnlyMemory<byte> GetUtf8(string name)
    {
        foreach (var value in _values)
        {
            if (IsText(value) && string.Equals(value.Name, name, StringComparison.Ordinal))
                return value.Utf8;
        }
        return default;
    }

    /// <summary>The first string of that name, or null.</summary>
    public string? GetString(string name)
    {
        foreach (var value in _values)
        {
            if (IsText(value) && string.Equals(value.Name, name, StringComparison.Ordinal))
                return Encoding.UTF8.GetString(value.Utf8.Span);
        }
        return null;
    }

    /// <summary>All strings of that name.</summary>
    public IReadOnlyList<string> GetStrings(string name) =>
    [
        .. _values.Where(value => IsText(value) && string.Equals(value.Name, name, StringComparison.Ordinal))
            .Select(value => Encoding.UTF8.GetString(value.Utf8.Span)),
    ];

    /// <summary>The first integer of that name, or null.</summary>
    public long? GetLong(string name)
    {
        foreach (var value in _values)
        {
            if (value.Type is StoredValueType.Long or StoredValueType.Int && string.Equals(value.Name, name, StringComparison.Ordinal))
                return value.Integer;
        }
        return null;
    }

    internal void Clear() => _values.Clear();

    internal void Add(in StoredValue value) => _values.Add(value);

    private static bool IsText(in StoredValue value) => value.Type is StoredValueType.String or StoredValueType.Bytes;
}
