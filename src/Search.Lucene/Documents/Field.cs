using System.Text;
using Search.Analysis;

namespace Search.Lucene.Documents;

/// <summary>
/// One field of a document to be indexed: a text, string or number, with what is to be done with it. Immutable. Several fields of
/// one name in one document are several values; all of them must ask for the same index options.
/// </summary>
/// <remarks>Use the named constructors below: they are Lucene's field classes.</remarks>
public sealed class Field
{
    private Field(string name) => Name = name;

    public string Name { get; }

    /// <summary>UTF-8 of a text or string value; empty for numbers.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; private init; }

    /// <summary>Value of a number.</summary>
    public long Number { get; private init; }

    /// <summary>True when the value is a number.</summary>
    public bool IsNumber { get; private init; }

    public IndexOptions IndexOptions { get; private init; }

    /// <summary>Analysed into tokens; otherwise the whole value is one term.</summary>
    public bool Tokenized { get; private init; }

    /// <summary>
    /// The name under which the analyzer is asked for a stream: the field's own, unless its text needs another analysis than the
    /// field's other documents, such as the stemming of another language (<see cref="AnalysedAs"/>).
    /// </summary>
    public string Analysis { get => field ?? Name; private init; }

    /// <summary>The tokens of the text, where it was cut already; null where the analyzer is asked.</summary>
    public CutText? Tokens { get; private init; }

    public bool OmitNorms { get; private init; }

    public bool Stored { get; private init; }

    public DocValuesType DocValuesType { get; private init; }

    /// <summary>Also indexed as a one-dimensional long point.</summary>
    public bool IsPoint { get; private init; }

    /// <summary>Analysed text with freqs, positions and norms (Lucene's TextField).</summary>
    public static Field Text(string name, ReadOnlyMemory<byte> utf8, bool stored, IndexOptions options = IndexOptions.DocsAndFreqsAndPositions, bool omitNorms = false) =>
        new(name) { Utf8 = utf8, IndexOptions = options, Tokenized = true, Stored = stored, OmitNorms = omitNorms };

    /// <inheritdoc cref="Text(string, ReadOnlyMemory{byte}, bool, IndexOptions, bool)"/>
    public static Field Text(string name, string value, bool stored) => Text(name, Encoding.UTF8.GetBytes(value), stored);

    /// <summary>One term, docs only, no norms (Lucene's StringField). At most 32,766 bytes of UTF-8.</summary>
    public static Field String(string name, string value, bool stored) =>
        new(name) { Utf8 = Encoding.UTF8.GetBytes(value), IndexOptions = IndexOptions.Docs, OmitNorms = true, Stored = stored };

    /// <summary>A stored string, not indexed (Lucene's StoredField).</summary>
    public static Field StoredString(string name, string value) => new(name) { Utf8 = Encoding.UTF8.GetBytes(value), Stored = true };

    /// <summary>A stored long, not indexed.</summary>
    public static Field StoredLong(string name, long value) => new(name) { Number = value, IsNumber = true, Stored = true };

    /// <summary>A one-dimensional long point (Lucene's LongPoint).</summary>
    public static Field LongPoint(string name, long value) => new(name) { Number = value, IsNumber = true, IsPoint = true };

    /// <summary>A column of longs (Lucene's NumericDocValuesField).</summary>
    public static Field NumericDocValues(string name, long value) =>
        new(name) { Number = value, IsNumber = true, DocValuesType = DocValuesType.Numeric };

    /// <summary>A column of strings by ordinal (Lucene's SortedDocValuesField). At most 32,766 bytes of UTF-8.</summary>
    public static Field SortedDocValues(string name, string value) =>
        new(name) { Utf8 = Encoding.UTF8.GetBytes(value), DocValuesType = DocValuesType.Sorted };

    /// <summary>One of a document's strings in a column of sets of strings (Lucene's SortedSetDocValuesField). At most 32,766 bytes of UTF-8.</summary>
    public static Field SortedSetDocValues(string name, string value) =>
        new(name) { Utf8 = Encoding.UTF8.GetBytes(value), DocValuesType = DocValuesType.SortedSet };

    /// <summary>This field, its text to be cut by the analyzer's stream for <paramref name="analysis"/>; such names are few, and each keeps a stream.</summary>
    public Field AnalysedAs(string analysis) => With(analysis, tokens: null);

    /// <summary>This field, with the tokens that its <see cref="Analysis"/> gives for its text.</summary>
    public Field CutInto(CutText tokens) => With(Analysis, tokens);

    private Field With(string analysis, CutText? tokens) => new(Name)
    {
        Utf8 = Utf8,
        Number = Number,
        IsNumber = IsNumber,
        IndexOptions = IndexOptions,
        Tokenized = Tokenized,
        Analysis = analysis,
        Tokens = tokens,
        OmitNorms = OmitNorms,
        Stored = Stored,
        DocValuesType = DocValuesType,
        IsPoint = IsPoint,
    };
}
