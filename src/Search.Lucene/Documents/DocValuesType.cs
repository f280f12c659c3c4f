namespace Search.Lucene.Documents;

/// <summary>Kind of a field's column of values; the numbers are Lucene's in the field infos file.</summary>
public enum DocValuesType : byte
{
    None = 0,
    Numeric = 1,
    Binary = 2,
    Sorted = 3,
    SortedSet = 4,
    SortedNumeric = 5,
}
