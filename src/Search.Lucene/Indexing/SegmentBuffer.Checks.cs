using System.Globalization;
using Search.Lucene.Documents;

namespace Search.Lucene.Indexing;

/// <summary>What a document's fields must be like.</summary>
internal sealed partial class SegmentBuffer
{
    private static bool Covers(FieldInfo info, Field field) =>
        (field.IndexOptions == IndexOptions.None || (info.IndexOptions == field.IndexOptions && info.OmitNorms == field.OmitNorms))
        && (field.DocValuesType == DocValuesType.None || info.DocValuesType == field.DocValuesType)
        && (!field.IsPoint || info.PointNumBytes == sizeof(long));

    private static void CheckLengths(Field field)
    {
        var isTerm = field.IndexOptions != IndexOptions.None && !field.Tokenized;
        if ((isTerm || field.DocValuesType is DocValuesType.Sorted or DocValuesType.SortedSet) && field.Utf8.Length > TermTable.MaxTermBytes)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"field \"{field.Name}\" has a value of {field.Utf8.Length} bytes, which is one term; a term has at most {TermTable.MaxTermBytes} bytes"));
        }
        if (field.DocValuesType is not (DocValuesType.None or DocValuesType.Numeric or DocValuesType.Sorted or DocValuesType.SortedSet))
            throw new ArgumentException($"field \"{field.Name}\": doc values of kind {field.DocValuesType} are not written");
    }

    private static void CheckSingleValue(IReadOnlyList<Field> fields, int index)
    {
        if (fields[index].DocValuesType is DocValuesType.None or DocValuesType.SortedSet)
            return;
        for (var i = 0; i < index; i++)
        {
            if (fields[i].DocValuesType != DocValuesType.None && string.Equals(fields[i].Name, fields[index].Name, StringComparison.Ordinal))
                throw new ArgumentException($"field \"{fields[index].Name}\" has two doc values in one document; it holds one");
        }
    }
}
