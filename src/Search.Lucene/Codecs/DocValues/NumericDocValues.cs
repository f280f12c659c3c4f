using Search.Lucene.Codecs.IndexedDisi;

namespace Search.Lucene.Codecs.DocValues;

/// <summary>A column of numbers: at most one a document. Random access; thread-safe; valid as long as its reader is open.</summary>
public sealed class NumericDocValues
{
    private readonly DocsWithField _docs;
    private readonly LongColumn _values;

    internal NumericDocValues(DocsWithField docs, LongColumn values)
    {
        _docs = docs;
        _values = values;
    }

    /// <summary>Documents that have a number.</summary>
    public int DocCount => _docs.Count;

    /// <summary>The documents that have one.</summary>
    internal DocsWithField Docs => _docs;

    /// <summary>The number of a document from 0 up to the segment's count; false when it has none.</summary>
    public bool TryGet(int doc, out long value)
    {
        var index = _docs.Index(doc);
        value = index < 0 ? 0 : _values.Get(index);
        return index >= 0;
    }
}
