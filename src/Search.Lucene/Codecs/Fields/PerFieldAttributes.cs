using Search.Lucene.Documents;

namespace Search.Lucene.Codecs.Fields;

/// <summary>
/// The attributes by which Lucene finds the format of a field's postings and doc values. Each format's files carry the suffix
/// <c>format_number</c>; this library writes number 0 throughout.
/// </summary>
internal static class PerFieldAttributes
{
    public const string PostingsFormatKey = "PerFieldPostingsFormat.format";
    public const string PostingsSuffixKey = "PerFieldPostingsFormat.suffix";
    public const string PostingsFormat = "Lucene84";
    public const string DocValuesFormatKey = "PerFieldDocValuesFormat.format";
    public const string DocValuesSuffixKey = "PerFieldDocValuesFormat.suffix";
    public const string DocValuesFormat = "Lucene80";
    public const string Number = "0";

    /// <summary>Suffix of the postings files' names.</summary>
    public const string PostingsSuffix = PostingsFormat + "_" + Number;

    /// <summary>Suffix of the doc values files' names.</summary>
    public const string DocValuesSuffix = DocValuesFormat + "_" + Number;

    /// <summary>The field with the attributes that its options need.</summary>
    public static FieldInfo Stamp(FieldInfo field)
    {
        var attributes = new Dictionary<string, string>(field.Attributes, StringComparer.Ordinal);
        if (field.IndexOptions != IndexOptions.None)
        {
            attributes[PostingsFormatKey] = PostingsFormat;
            attributes[PostingsSuffixKey] = Number;
        }
        if (field.DocValuesType != DocValuesType.None)
        {
            attributes[DocValuesFormatKey] = DocValuesFormat;
            attributes[DocValuesSuffixKey] = Number;
        }
        return field with { Attributes = attributes };
    }

    /// <summary>Refuses a field in another format. A field whose documents all lack the thing has no attributes.</summary>
    public static void Check(string file, FieldInfo field)
    {
        Check(file, field, PostingsFormatKey, PostingsFormat);
        Check(file, field, PostingsSuffixKey, Number);
        Check(file, field, DocValuesFormatKey, DocValuesFormat);
        Check(file, field, DocValuesSuffixKey, Number);
    }

    private static void Check(string file, FieldInfo field, string key, string expected)
    {
        if (field.Attributes.TryGetValue(key, out var actual) && !string.Equals(actual, expected, StringComparison.Ordinal))
            throw new IndexFormatException(file, $"field \"{field.Name}\" has {key} \"{actual}\"; this library reads \"{expected}\"");
    }
}
