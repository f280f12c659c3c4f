using Search.Lucene.Codecs;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Points;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Codecs.Segments;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Checking;

/// <summary>
/// Checks a segment's files, also those that this library does not read: each is whole and of this segment, and what the fields need is
/// listed, else the next writer would delete it as a left-over.
/// </summary>
internal static class FileListChecker
{
    public static void Check(SegmentReadState state, IReadOnlyCollection<string> listed, CheckReport report)
    {
        var needed = Needed(state).ToHashSet(StringComparer.Ordinal);
        var list = state.Segment.IsCompoundFile ? state.Segment.FileName(Codecs.Compound.CompoundFormat.EntriesExtension) : SegmentInfoFormat.FileName(state.Segment.Name);
        foreach (var file in needed.Except(listed, StringComparer.Ordinal))
            report.Add(list, -1, $"{list}: damaged: expected {file} in the list of files, found none");
        foreach (var file in listed.Where(file => file != list && file != SegmentInfoFormat.FileName(state.Segment.Name) && state.Directory.FileExists(file)))
            report.Try(() => CheckFile(state, file));
    }

    /// <summary>A field that has postings or doc values says in which format: Lucene finds their files by that alone.</summary>
    /// <exception cref="CorruptIndexException">It does not.</exception>
    public static void CheckFormats(SegmentReadState state, FieldInfo field, bool postings)
    {
        var (format, suffix) = postings
            ? (PerFieldAttributes.PostingsFormatKey, PerFieldAttributes.PostingsSuffixKey)
            : (PerFieldAttributes.DocValuesFormatKey, PerFieldAttributes.DocValuesSuffixKey);
        foreach (var key in new[] { format, suffix })
        {
            if (!field.Attributes.ContainsKey(key))
                CorruptIndexException.Throw(state.Segment.FileName(FieldInfosFormat.Extension), -1, $"the attribute {key} of field \"{field.Name}\"", "none");
        }
    }

    private static void CheckFile(SegmentReadState state, string file)
    {
        using var view = state.Directory.OpenInput(file);
        CodecHeader.VerifyChecksum(view);
        CodecHeader.CheckIndexHeaderOfAnyCodec(view, state.Segment.Id);
    }

    private static IEnumerable<string> Needed(SegmentReadState state)
    {
        var fields = state.Fields;
        IEnumerable<string> files = Files("", FieldInfosFormat.Extension, StoredFieldsFormat.DataExtension, StoredFieldsFormat.IndexExtension, StoredFieldsFormat.MetaExtension);
        if (fields.Any(field => field.HasNorms))
            files = files.Concat(Files("", NormsFormat.DataExtension, NormsFormat.MetaExtension));
        if (fields.Any(field => field.PointDimensionCount > 0))
            files = files.Concat(Files("", PointsFormat.DataExtension, PointsFormat.IndexExtension, PointsFormat.MetaExtension));
        if (fields.Any(field => field.Attributes.ContainsKey(PerFieldAttributes.DocValuesFormatKey)))
            files = files.Concat(Files(PerFieldAttributes.DocValuesSuffix, DocValuesFormat.DataExtension, DocValuesFormat.MetaExtension));
        if (fields.Any(field => field.Attributes.ContainsKey(PerFieldAttributes.PostingsFormatKey)))
            files = files.Concat(Files(PostingsFormat.Suffix, PostingsFormat.DocExtension, BlockTreeFormat.TermsExtension, BlockTreeFormat.IndexExtension, BlockTreeFormat.MetaExtension));
        if (fields.Any(field => field.IndexOptions >= IndexOptions.DocsAndFreqsAndPositions && field.Attributes.ContainsKey(PerFieldAttributes.PostingsFormatKey)))
            files = files.Concat(Files(PostingsFormat.Suffix, PostingsFormat.PositionExtension));
        if (fields.Any(field => field.HasTermVectors))
            files = files.Concat(Files("", "tvd", "tvx", "tvm"));
        return files;

        IEnumerable<string> Files(string suffix, params string[] extensions) => extensions.Select(extension => state.Segment.FileName(extension, suffix));
    }
}
