using System.Runtime.CompilerServices;
using Search.Lucene.Documents;

namespace Search.Lucene.Indexing;

/// <summary>The decoded postings of one term of a segment buffer, in arrays that are used again for the next.</summary>
internal sealed class PostingsScratch
{
    private byte[] _stream = new byte[256];
    private int[] _docs = new int[128];
    private int[] _freqs = new int[128];
    private int[] _positions = new int[256];

    public int DocCount { get; private set; }

    public int PositionCount { get; private set; }

    public ReadOnlySpan<int> Docs => _docs.AsSpan(0, DocCount);

    /// <summary>Occurrences by document; 1 where the field has no freqs.</summary>
    public ReadOnlySpan<int> Freqs => _freqs.AsSpan(0, DocCount);

    /// <summary>Absolute positions, those of the first document first; empty where the field has none.</summary>
    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, PositionCount);

    public void Load(TermTable terms, SlicePool slices, int slot, IndexOptions options)
    {
        ref readonly var record = ref terms.Slots[slot];
        ref readonly var origin = ref terms.Origins[record.Id];
        var length = record.Tail == 0 ? 0 : slices.Gather(origin.Head, record.Tail, ref _stream);
        var stream = _stream.AsSpan(0, length);
        PositionCount = 0;
        if (options == IndexOptions.Docs)
            ReadDocs(stream, origin.FirstDoc);
        else if (options == IndexOptions.DocsAndFreqs)
            ReadDocsAndFreqs(stream, origin.FirstDoc, record.Last);
        else
            ReadPositions(stream, origin.FirstDoc);
    }

    private void ReadDocs(ReadOnlySpan<byte> stream, int firstDoc)
    {
        EnsureDocs(stream.Length + 1);
        var doc = firstDoc;
        var count = 0;
        _docs[count++] = doc;
        for (var at = 0; at < stream.Length;)
        {
            doc += ReadVInt(stream, ref at);
            _docs[count++] = doc;
        }
        DocCount = count;
        _freqs.AsSpan(0, count).Fill(1);
    }

    private void ReadDocsAndFreqs(ReadOnlySpan<byte> stream, int firstDoc, int lastFreq)
    {
        EnsureDocs(stream.Length + 1);
        var doc = firstDoc;
        var count = 0;
        _docs[0] = doc;
        for (var at = 0; at < stream.Length;)
        {
            var code = ReadVInt(stream, ref at);
            _freqs[count++] = (code & 1) != 0 ? 1 : ReadVInt(stream, ref at);
            doc += code >>> 1;
            _docs[count] = doc;
        }
        _freqs[count] = lastFreq;
        DocCount = count + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void ReadPositions(ReadOnlySpan<byte> stream, int firstDoc)
    {
        EnsureDocs(stream.Length + 1);
        Growth.Ensure(ref _positions, stream.Length);
        var (docs, freqs, positions) = (_docs, _freqs, _positions);
        var (doc, docCount, count, docStart, position) = (firstDoc, 0, 0, 0, 0);
        docs[0] = doc;
        for (var at = 0; at < stream.Length; count++)
        {
            var code = ReadVInt(stream, ref at);
            if ((code & 1) != 0)
            {
                freqs[docCount++] = count - docStart;
                doc += ReadVInt(stream, ref at);
                docs[docCount] = doc;
                docStart = count;
                position = 0;
            }
            position += code >>> 1;
            positions[count] = position;
        }
        freqs[docCount] = count - docStart;
        DocCount = docCount + 1;
        PositionCount = count;
    }

    private void EnsureDocs(int count)
    {
        if (_docs.Length >= count)
            return;
        Growth.Ensure(ref _docs, count);
        Array.Resize(ref _freqs, _docs.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadVInt(ReadOnlySpan<byte> stream, ref int at)
    {
        int value = stream[at++];
        return value < 0x80 ? value : ReadRest(stream, value & 0x7F, ref at);
    }

    private static int ReadRest(ReadOnlySpan<byte> stream, int value, ref int at)
    {
        for (var shift = 7; ; shift += 7)
        {
            var next = stream[at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
