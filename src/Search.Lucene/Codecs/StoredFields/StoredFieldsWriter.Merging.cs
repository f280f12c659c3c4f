using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.StoredFields;

internal sealed partial class StoredFieldsWriter
{
    private StoredFieldsCursor? _cursor;

    /// <summary>
    /// Appends documents of another segment, in their order, without those missing in <paramref name="liveDocs"/>. Whole chunks are copied
    /// as they are when field numbers agree, nothing in them is deleted and the other segment's chunks are full enough; otherwise the
    /// serialised documents are copied, with new field numbers where they differ (fields are paired by name).
    /// </summary>
    /// <param name="reader">The other segment's.</param>
    /// <param name="fromDoc">First document.</param>
    /// <param name="count">Documents, deleted ones included.</param>
    /// <param name="liveDocs">Null: all live.</param>
    /// <returns>Documents appended.</returns>
    public int CopyFrom(StoredFieldsReader reader, int fromDoc, int count, FixedBitSet? liveDocs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromDoc);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, reader.MaxDoc - fromDoc);
        var before = DocCount;
        var sameNumbers = HasSameNumbers(reader.Fields);
        var mayCopyChunks = sameNumbers && liveDocs is null && reader.IsClean;
        var end = fromDoc + count;
        for (var doc = fromDoc; doc < end;)
        {
            var chunk = reader.ChunkOf(doc);
            var next = reader.FirstDoc(chunk + 1);
            if (mayCopyChunks && doc == reader.FirstDoc(chunk) && next <= end)
                CopyChunk(reader, chunk);
            else
                CopyDocuments(reader, doc, Math.Min(next, end), liveDocs, sameNumbers);
            doc = next;
        }
        if (mayCopyChunks && fromDoc == 0 && end == reader.MaxDoc)
        {
            _dirtyChunks += reader.DirtyChunks;
            _dirtyDocs += reader.DirtyDocs;
        }
        return DocCount - before;
    }

    private bool HasSameNumbers(FieldInfos fields)
    {
        foreach (var field in fields)
        {
            if (_state.Fields.Find(field.Name)?.Number != field.Number)
                return false;
        }
        return true;
    }

    /// <summary>A header with the new document numbers, then counts, lengths and content as they are.</summary>
    private void CopyChunk(StoredFieldsReader reader, long chunk)
    {
        if (_chunkDocs > 0)
        {
            _dirtyChunks++;
            WriteChunk();
        }
        var start = reader.Pointer(chunk);
        var end = reader.Pointer(chunk + 1);
        var firstDoc = reader.FirstDoc(chunk);
        var docs = reader.FirstDoc(chunk + 1) - firstDoc;
        var input = reader.Data.ReaderAt(start);
        var docBase = input.ReadVInt();
        var code = input.ReadVInt();
        if (docBase != firstDoc || code >>> 1 != docs || end < input.Position)
            input.ThrowCorrupt($"a chunk of {docs} documents from {firstDoc} on", $"one of {code >>> 1} from {docBase} on");
        StartChunk(docs);
        _data.WriteVInt(_docBase);
        _data.WriteVInt(code);
        CopyBytes(reader.Data, input.Position, end);
        _docBase += docs;
    }

    private void CopyBytes(FileView from, long start, long end)
    {
        const int Step = 1 << 20;
        for (var at = start; at < end; at += Step)
            _data.WriteBytes(from.Slice(at, (int)Math.Min(Step, end - at)));
    }

    private void CopyDocuments(StoredFieldsReader reader, int doc, int end, FixedBitSet? liveDocs, bool sameNumbers)
    {
        if (_cursor is null || _cursor.Reader != reader)
            _cursor = new StoredFieldsCursor(reader);
        for (; doc < end; doc++)
        {
            if (liveDocs is not null && !liveDocs.Get(doc))
                continue;
            var bytes = _cursor.Read(doc, out var fieldCount);
            StartDocument();
            if (sameNumbers)
            {
                _chunk.WriteBytes(bytes);
                _documentFields = fieldCount;
            }
            else
            {
                CopyFields(reader, bytes, fieldCount);
            }
            FinishDocument();
        }
    }

    private void CopyFields(StoredFieldsReader reader, ReadOnlySpan<byte> bytes, int fieldCount)
    {
        var input = new ByteReader(bytes, reader.Data);
        for (var i = 0; i < fieldCount; i++)
        {
            var (field, type) = StoredValueReader.ReadHead(ref input, reader.Fields);
            var start = (int)input.Position;
            StoredValueReader.Skip(ref input, type);
            WriteHead(Target(field), type);
            _chunk.WriteBytes(bytes[start..(int)input.Position]);
        }
    }

    private FieldInfo Target(FieldInfo field) => _state.Fields.Find(field.Name)
        ?? throw new InvalidOperationException($"field \"{field.Name}\" is not among the fields of the new segment");
}
