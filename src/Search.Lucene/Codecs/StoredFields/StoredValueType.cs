namespace Search.Lucene.Codecs.StoredFields;

/// <summary>Type of a stored value; the numbers are Lucene's in the file.</summary>
public enum StoredValueType : byte
{
    String = 0,
    Bytes = 1,
    Int = 2,
    Float = 3,
    Long = 4,
    Double = 5,
}
