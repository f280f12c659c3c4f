namespace Search.Lucene.Documents;

/// <summary>The fields of one document, in order. Not thread-safe; may be cleared and filled again after it was added.</summary>
public sealed class Document
{
    private readonly List<Field> _fields = [];

    public IReadOnlyList<Field> Fields => _fields;

    public Document Add(Field field)
    {
        _fields.Add(field);
        return this;
    }

    public void Clear() => _fields.Clear();
}
