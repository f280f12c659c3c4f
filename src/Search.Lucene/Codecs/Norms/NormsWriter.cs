using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Norms;

/// <summary>Writes a segment's norms, one byte a document and field: .nvd and .nvm; see FORMAT.md. Not thread-safe.</summary>
internal sealed class NormsWriter : IDisposable
{
    private readonly int _maxDoc;
    private readonly IndexOutput _data;
    private readonly IndexOutput _meta;

    public NormsWriter(SegmentWriteState state)
    {
        _maxDoc = state.Segment.MaxDoc;
        _data = state.Directory.CreateOutput(state.Segment.FileName(NormsFormat.DataExtension));
        try
        {
            CodecHeader.WriteIndexHeader(_data, NormsFormat.DataCodec, NormsFormat.Version, state.Segment.Id, "");
            _meta = state.Directory.CreateOutput(state.Segment.FileName(NormsFormat.MetaExtension));
            CodecHeader.WriteIndexHeader(_meta, NormsFormat.MetaCodec, NormsFormat.Version, state.Segment.Id, "");
        }
        catch
        {
            Closing.All(_meta, _data);
            throw;
        }
    }

    /// <summary>Names of the files that this writes.</summary>
    public static IEnumerable<string> FileNames(SegmentInfo segment) => [segment.FileName(NormsFormat.DataExtension), segment.FileName(NormsFormat.MetaExtension)];

    /// <summary>Adds a field.</summary>
    /// <param name="field">One that has norms; fields come in the order of their numbers.</param>
    /// <param name="normByDoc">A byte for each document of the segment; of documents without the field it is not looked at.</param>
    /// <param name="docsWithField">The documents that have the field; null for all.</param>
    public void AddField(FieldInfo field, ReadOnlySpan<byte> normByDoc, FixedBitSet? docsWithField)
    {
        if (normByDoc.Length != _maxDoc || (docsWithField is not null && docsWithField.Length != _maxDoc))
            throw new ArgumentException($"a norm for each of {_maxDoc} documents is needed", nameof(normByDoc));
        var docs = docsWithField?.Cardinality() ?? _maxDoc;
        if (docs == _maxDoc)
            docsWithField = null;
        _meta.WriteInt(field.Number);
        WriteDocs(docs, docsWithField);
        _meta.WriteInt(docs);
        WriteNorms(normByDoc, docs, docsWithField);
    }

    /// <summary>Ends the files.</summary>
    public void Finish()
    {
        _meta.WriteInt(NormsFormat.EndOfFields);
        CodecHeader.WriteFooter(_meta);
        CodecHeader.WriteFooter(_data);
    }

    public void Dispose() => Closing.All(_meta, _data);

    private void WriteDocs(int docs, FixedBitSet? docsWithField)
    {
        if (docs == 0 || docs == _maxDoc)
        {
            DocsWithField.WriteTrivial(_meta, docs == 0);
            return;
        }
        var start = _data.Position;
        var set = new IndexedDisiWriter(_data);
        for (var doc = docsWithField!.NextSetBit(0); doc >= 0; doc = docsWithField.NextSetBit(doc + 1))
            set.Add(doc);
        DocsWithField.WriteSparse(_meta, _data, start, set.Finish());
    }

    private void WriteNorms(ReadOnlySpan<byte> normByDoc, int docs, FixedBitSet? docsWithField)
    {
        byte value = 0;
        if (docs == 0 || IsOneValue(normByDoc, docsWithField, out value))
        {
            // Lucene computes the minimum of no values as the largest.
            _meta.WriteByte(0);
            _meta.WriteLong(docs == 0 ? long.MaxValue : (sbyte)value);
            return;
        }
        _meta.WriteByte(1);
        _meta.WriteLong(_data.Position);
        if (docsWithField is null)
        {
            _data.WriteBytes(normByDoc);
            return;
        }
        for (var doc = docsWithField.NextSetBit(0); doc >= 0; doc = docsWithField.NextSetBit(doc + 1))
            _data.WriteByte(normByDoc[doc]);
    }

    private static byte First(ReadOnlySpan<byte> normByDoc, FixedBitSet? docs) => normByDoc[docs?.NextSetBit(0) ?? 0];

    private static bool IsOneValue(ReadOnlySpan<byte> normByDoc, FixedBitSet? docs, out byte value)
    {
        value = First(normByDoc, docs);
        if (docs is null)
            return !normByDoc.ContainsAnyExcept(value);
        for (var doc = docs.NextSetBit(0); doc >= 0; doc = docs.NextSetBit(doc + 1))
        {
            if (normByDoc[doc] != value)
                return false;
        }
        return true;
    }
}
