using System.Runtime.InteropServices;
using Search.Lucene.Documents;

namespace Search.Lucene.Codecs.StoredFields;

/// <summary>One stored value of a document: a string (UTF-8) or bytes, or a number. Valid until its document is read into again.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StoredValue(FieldInfo Field, StoredValueType Type, ReadOnlyMemory<byte> Utf8, long Integer, double Real)
{
    public string Name => Field.Name;
}
