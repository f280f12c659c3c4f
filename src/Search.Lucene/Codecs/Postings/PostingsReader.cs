using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>The postings of a segment, open for reading. Thread-safe; what walks them (<see cref="TermsEnum"/>, <see cref="PostingsCursor"/>) is not. Costs no more than the metadata at opening.</summary>
internal sealed class PostingsReader : IDisposable
{
    private readonly FileView? _docs;
    private readonly FileView? _positions;
    private readonly BlockTreeReader? _terms;

    public PostingsReader(SegmentReadState state)
    {
        MaxDoc = state.Segment.MaxDoc;
        if (!HasPostings(state))
            return;
        try
        {
            _docs = Open(state, PostingsFormat.DocExtension, PostingsFormat.DocCodec);
            if (state.Fields.Any(field => field.IndexOptions >= IndexOptions.DocsAndFreqsAndPositions))
                _positions = Open(state, PostingsFormat.PositionExtension, PostingsFormat.PositionCodec);
            _terms = new BlockTreeReader(state, this);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Documents in the segment, deleted ones included.</summary>
    public int MaxDoc { get; }

    internal FileView DocFile => _docs!;

    internal FileView? PositionFile => _positions;

    /// <summary>The terms of a field; null when the field has none.</summary>
    public Terms? Field(string name) => _terms?.Field(name);

    /// <summary>Checks the checksums of all files, reading them from start to end.</summary>
    public void CheckIntegrity()
    {
        if (_docs is not null)
            CodecHeader.VerifyChecksum(_docs);
        if (_positions is not null)
            CodecHeader.VerifyChecksum(_positions);
        _terms?.CheckIntegrity();
    }

    public void Dispose()
    {
        _terms?.Dispose();
        _positions?.Dispose();
        _docs?.Dispose();
    }

    private static FileView Open(SegmentReadState state, string extension, string codec)
    {
        var file = state.Directory.OpenInput(state.Segment.FileName(extension, PostingsFormat.Suffix));
        try
        {
            CodecHeader.CheckIndexHeader(file, codec, PostingsFormat.Version, PostingsFormat.Version, state.Segment.Id, PostingsFormat.Suffix);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// True when an indexed field says where its postings are, or they are there: fields that did not go through the field infos file lack the
    /// attribute, and so do those of Lucene that never had a term.
    /// </summary>
    private static bool HasPostings(SegmentReadState state)
    {
        var indexed = state.Fields.Where(field => field.IndexOptions != IndexOptions.None).ToList();
        return indexed.Exists(field => field.Attributes.ContainsKey(PerFieldAttributes.PostingsFormatKey))
            || (indexed.Count > 0 && state.Directory.FileExists(state.Segment.FileName(PostingsFormat.DocExtension, PostingsFormat.Suffix)));
    }
}
