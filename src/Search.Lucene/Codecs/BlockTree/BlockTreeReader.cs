using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>The terms dictionary of a segment: the terms of every field. Immutable and thread-safe.</summary>
internal sealed class BlockTreeReader : IDisposable
{
    private readonly Dictionary<string, Terms> _fields = new(StringComparer.Ordinal);
    private readonly FileView _index;
    private readonly FileView _meta;

    public BlockTreeReader(SegmentReadState state, PostingsReader postings)
    {
        try
        {
            TermsFile = Open(state, BlockTreeFormat.TermsExtension, BlockTreeFormat.TermsCodec);
            _index = Open(state, BlockTreeFormat.IndexExtension, BlockTreeFormat.IndexCodec);
            _meta = state.Directory.OpenInput(state.Segment.FileName(BlockTreeFormat.MetaExtension, PostingsFormat.Suffix));
            CodecHeader.VerifyChecksum(_meta);
            ReadMeta(state, postings);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The .tim file.</summary>
    public FileView TermsFile { get; }

    public Terms? Field(string name) => _fields.GetValueOrDefault(name);

    public void CheckIntegrity()
    {
        CodecHeader.VerifyChecksum(TermsFile);
        CodecHeader.VerifyChecksum(_index);
        CodecHeader.VerifyChecksum(_meta);
    }

    public void Dispose()
    {
        TermsFile?.Dispose();
        _index?.Dispose();
        _meta?.Dispose();
    }

    private static FileView Open(SegmentReadState state, string extension, string codec)
    {
        var file = state.Directory.OpenInput(state.Segment.FileName(extension, PostingsFormat.Suffix));
        try
        {
            CodecHeader.CheckIndexHeader(file, codec, BlockTreeFormat.Version, BlockTreeFormat.Version, state.Segment.Id, PostingsFormat.Suffix);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void ReadMeta(SegmentReadState state, PostingsReader postings)
    {
        var meta = _meta.ReaderAt(0);
        CodecHeader.CheckIndexHeader(ref meta, BlockTreeFormat.MetaCodec, BlockTreeFormat.Version, BlockTreeFormat.Version, state.Segment.Id, PostingsFormat.Suffix);
        CodecHeader.CheckIndexHeader(ref meta, PostingsFormat.TermsCodec, PostingsFormat.Version, PostingsFormat.Version, state.Segment.Id, PostingsFormat.Suffix);
        var blockSize = meta.ReadVInt();
        if (blockSize != PostingsFormat.BlockSize)
            meta.ThrowCorrupt($"blocks of {PostingsFormat.BlockSize}", $"{blockSize}");
        for (var left = meta.ReadCount(); left > 0; left--)
        {
            var terms = ReadField(ref meta, state, postings);
            if (!_fields.TryAdd(terms.Field.Name, terms))
                meta.ThrowCorrupt("each field once", $"\"{terms.Field.Name}\" twice");
        }
        CheckLength(ref meta, _index);
        CheckLength(ref meta, TermsFile);
    }

    private Terms ReadField(ref ByteReader meta, SegmentReadState state, PostingsReader postings)
    {
        var number = meta.ReadVInt();
        var field = state.Fields.FindByNumber(number);
        if (field is null || field.IndexOptions == IndexOptions.None)
            meta.ThrowCorrupt("the number of an indexed field", $"{number}");
        var count = meta.ReadVLong();
        var rootCode = meta.ReadBytes(meta.ReadVInt());
        var sumTotalTermFreq = field.IndexOptions >= IndexOptions.DocsAndFreqs ? meta.ReadVLong() : -1;
        var sumDocFreq = meta.ReadVLong();
        if (sumTotalTermFreq < 0)
            sumTotalTermFreq = sumDocFreq;
        var docCount = meta.ReadVInt();
        if (count < 1 || docCount < 1 || docCount > state.Segment.MaxDoc || sumDocFreq < docCount || sumTotalTermFreq < sumDocFreq)
            meta.ThrowCorrupt($"sums that can be, of at most {state.Segment.MaxDoc} documents", $"{count} terms, {docCount} documents, {sumDocFreq} postings, {sumTotalTermFreq} occurrences");
        var min = ReadTerm(ref meta);
        var max = ReadTerm(ref meta);
        var index = new Fst(ref meta, _index, meta.ReadVLong());
        if (!rootCode.SequenceEqual(index.EmptyOutput))
            meta.ThrowCorrupt("the same root in the index as in the metadata", "another");
        return new Terms(postings, this, field, index)
        {
            Count = count,
            SumTotalTermFreq = sumTotalTermFreq,
            SumDocFreq = sumDocFreq,
            DocCount = docCount,
            Min = min,
            Max = max,
        };
    }

    private static byte[] ReadTerm(ref ByteReader meta)
    {
        var length = meta.ReadVInt();
        if ((uint)length > PostingsFormat.MaxTermLength)
            meta.ThrowCorrupt($"a term of at most {PostingsFormat.MaxTermLength} bytes", $"{length}");
        return meta.ReadBytes(length).ToArray();
    }

    private static void CheckLength(ref ByteReader meta, FileView file)
    {
        var length = meta.ReadLong();
        if (length != file.Length)
            meta.ThrowCorrupt($"the length of {file.Name}, {file.Length}", $"{length}");
    }
}
