using System.Globalization;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Store;

namespace Search.Lucene.Checking;

/// <summary>
/// Checks stored fields: chunk follows chunk as the index says, every document's values can be read, and reading one by itself gives the same
/// bytes as reading its chunk.
/// </summary>
internal static class StoredFieldsChecker
{
    /// <summary>Every such document is read by itself too: its chunk is decompressed for it alone.</summary>
    private const int SampleEvery = 127;

    /// <summary>Returns how many values there are.</summary>
    public static long Check(SegmentReadState state, CheckReport report)
    {
        using var reader = new StoredFieldsReader(state);
        var values = 0L;
        report.Try(() => values = ReadAll(reader));
        return values;
    }

    private static long ReadAll(StoredFieldsReader reader)
    {
        var cursor = new StoredFieldsCursor(reader);
        var alone = new StoredDocument();
        var (values, chunk) = (0L, 0L);
        for (var doc = 0; doc < reader.MaxDoc; doc++)
        {
            var bytes = cursor.Read(doc, out var fieldCount);
            if (doc == cursor.FirstDoc)
                CheckChunk(reader, cursor, chunk++);
            CheckValues(reader, bytes, fieldCount, reader.Pointer(chunk - 1));
            values += fieldCount;
            if (doc % SampleEvery == 0)
                CheckAlone(reader, alone, doc, bytes, chunk - 1);
        }
        if (chunk != reader.ChunkCount)
            CorruptIndexException.Throw(reader.Data.Name, -1, Text(reader.ChunkCount) + " chunks", Text(chunk));
        return values;
    }

    private static void CheckChunk(StoredFieldsReader reader, StoredFieldsCursor cursor, long chunk)
    {
        var (first, end) = (reader.FirstDoc(chunk), reader.FirstDoc(chunk + 1));
        if (cursor.FirstDoc != first || cursor.EndDoc != end)
            CorruptIndexException.Throw(reader.Data.Name, reader.Pointer(chunk), $"a chunk of documents {first} to {end - 1}", $"{cursor.FirstDoc} to {cursor.EndDoc - 1}");
        if (cursor.End >= 0 && cursor.End != reader.Pointer(chunk + 1))
            CorruptIndexException.Throw(reader.Data.Name, reader.Pointer(chunk), "a chunk up to " + Text(reader.Pointer(chunk + 1)), Text(cursor.End));
    }

    /// <param name="reader">The reader.</param>
    /// <param name="bytes">A document.</param>
    /// <param name="fieldCount">Its values.</param>
    /// <param name="chunk">Where its chunk begins.</param>
    private static void CheckValues(StoredFieldsReader reader, ReadOnlySpan<byte> bytes, int fieldCount, long chunk)
    {
        var input = new ByteReader(bytes, reader.Data, chunk);
        for (var i = 0; i < fieldCount; i++)
            StoredValueReader.Skip(ref input, StoredValueReader.ReadHead(ref input, reader.Fields).Type);
        if (input.Remaining != 0)
            CorruptIndexException.Throw(reader.Data.Name, chunk, "the end of a document", $"{input.Remaining} more bytes");
    }

    private static void CheckAlone(StoredFieldsReader reader, StoredDocument document, int doc, ReadOnlySpan<byte> bytes, long chunk)
    {
        reader.Read(doc, document);
        if (!document.Bytes.AsSpan(0, bytes.Length).SequenceEqual(bytes))
            CorruptIndexException.Throw(reader.Data.Name, reader.Pointer(chunk), $"document {doc} as in its chunk", "other bytes");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
