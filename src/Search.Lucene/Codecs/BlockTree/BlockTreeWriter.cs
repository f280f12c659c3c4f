using System.Runtime.CompilerServices;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>
/// Writes the terms dictionary: terms wait on a stack; when 25 or more that share a prefix are complete, they go into a block, which
/// takes their place on the stack. Blocks of more than 48 entries are cut into chains. Allocates nothing per term once its buffers have grown. Not thread-safe.
/// </summary>
internal sealed partial class BlockTreeWriter : IDisposable
{
    private readonly IndexOutput _terms;
    private readonly IndexOutput _index;
    private readonly IndexOutput _meta;
    private readonly ByteArrayWriter _fields = new(1024);
    private int _fieldCount;
    private FieldInfo? _field;
    private bool _hasFreqs;
    private bool _hasPositions;

    private long _termCount;
    private long _sumDocFreq;
    private long _sumTotalTermFreq;
    private byte[] _first = [];
    private byte[] _last = new byte[256];
    private int _lastLength;

    // The stack; bytes of entries lie in the same order in _entryBytes.
    private PendingEntry[] _pending = new PendingEntry[256];
    private int _pendingCount;
    private readonly ByteArrayWriter _entryBytes = new(4096);

    // By length of a prefix of the last term, minus one: the first entry on the stack that has this prefix.
    private int[] _prefixStarts = new int[256];

    private readonly ByteArrayWriter _indexBytes = new(4096);
    private IndexEntry[] _indexEntries = new IndexEntry[64];
    private int _indexEntryCount;
    private readonly FstBuilder _fst = new();

    public BlockTreeWriter(SegmentWriteState state)
    {
        try
        {
            _terms = Create(state, BlockTreeFormat.TermsExtension, BlockTreeFormat.TermsCodec);
            _index = Create(state, BlockTreeFormat.IndexExtension, BlockTreeFormat.IndexCodec);
            _meta = Create(state, BlockTreeFormat.MetaExtension, BlockTreeFormat.MetaCodec);
        }
        catch
        {
            Dispose();
            throw;
        }
        CodecHeader.WriteIndexHeader(_meta, PostingsFormat.TermsCodec, PostingsFormat.Version, state.Segment.Id, PostingsFormat.Suffix);
        _meta.WriteVInt(PostingsFormat.BlockSize);
    }

    public void StartField(FieldInfo field)
    {
        _field = field;
        _hasFreqs = field.IndexOptions >= IndexOptions.DocsAndFreqs;
        _hasPositions = field.IndexOptions >= IndexOptions.DocsAndFreqsAndPositions;
        _termCount = 0;
        _sumDocFreq = 0;
        _sumTotalTermFreq = 0;
        _lastLength = 0;
        _pendingCount = 0;
        _entryBytes.Clear();
        _indexBytes.Clear();
        _indexEntryCount = 0;
    }

    /// <summary>Adds a term, which must sort after the one before it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> term, in TermState state)
    {
        if (_termCount == 0)
            _first = term.ToArray();
        else if (term.SequenceCompareTo(_last.AsSpan(0, _lastLength)) <= 0)
            throw new ArgumentException("terms of a field must ascend", nameof(term));
        ClosePrefixes(term);
        ref var entry = ref PushEntry(term);
        entry.State = state;
        _termCount++;
        _sumDocFreq += state.DocFreq;
        _sumTotalTermFreq += state.TotalTermFreq;
    }

    /// <summary>Writes what is left of the field, its index, and its statistics.</summary>
    public void FinishField(int docCount)
    {
        if (_termCount == 0)
            return;
        // The last term, once more, because closing prefixes forgets it.
        var last = _last.AsSpan(0, _lastLength).ToArray();
        ClosePrefixes([]);
        WriteBlocks(0, _pendingCount);
        BuildIndex();
        WriteField(docCount, last);
        _fieldCount++;
    }

    public void Finish()
    {
        _meta.WriteVInt(_fieldCount);
        _meta.WriteBytes(_fields.Bytes);
        CodecHeader.WriteFooter(_index);
        _meta.WriteLong(_index.Position);
        CodecHeader.WriteFooter(_terms);
        _meta.WriteLong(_terms.Position);
        CodecHeader.WriteFooter(_meta);
    }

    public void Dispose() => Closing.All(_terms, _index, _meta);

    private static IndexOutput Create(SegmentWriteState state, string extension, string codec)
    {
        var output = state.Directory.CreateOutput(state.Segment.FileName(extension, PostingsFormat.Suffix));
        CodecHeader.WriteIndexHeader(output, codec, BlockTreeFormat.Version, state.Segment.Id, PostingsFormat.Suffix);
        return output;
    }

    private ref PendingEntry PushEntry(ReadOnlySpan<byte> bytes)
    {
        if (_pendingCount == _pending.Length)
            Array.Resize(ref _pending, 2 * _pendingCount);
        ref var entry = ref _pending[_pendingCount++];
        entry = default;
        entry.Start = _entryBytes.Length;
        entry.Length = bytes.Length;
        _entryBytes.WriteBytes(bytes);
        return ref entry;
    }

    /// <summary>Makes blocks of the prefixes of the last term that <paramref name="next"/> does not share, the longest first.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void ClosePrefixes(ReadOnlySpan<byte> next)
    {
        var shared = next.CommonPrefixLength(_last.AsSpan(0, _lastLength));
        for (var i = _lastLength - 1; i >= shared; i--)
        {
            var count = _pendingCount - _prefixStarts[i];
            if (count >= BlockTreeFormat.MinItemsInBlock)
                WriteBlocks(i + 1, count);
        }
        if (next.Length > _last.Length)
        {
            Array.Resize(ref _last, 2 * next.Length);
            Array.Resize(ref _prefixStarts, 2 * next.Length);
        }
        _prefixStarts.AsSpan(shared, next.Length - shared).Fill(_pendingCount);
        next.CopyTo(_last);
        _lastLength = next.Length;
    }

    private void BuildIndex()
    {
        _fst.Clear();
        for (var at = _pending[0].FirstIndexEntry; at >= 0; at = _indexEntries[at].Next)
        {
            ref readonly var entry = ref _indexEntries[at];
            _fst.Add(_indexBytes.Slice(entry.PrefixStart, entry.PrefixLength), _indexBytes.Slice(entry.OutputStart, entry.OutputLength));
        }
    }

    private void WriteField(int docCount, ReadOnlySpan<byte> lastTerm)
    {
        var root = _fst.Finish();
        _fields.WriteVInt(_field!.Number);
        _fields.WriteVLong(_termCount);
        WriteCounted(_fst.EmptyOutput);
        if (_hasFreqs)
            _fields.WriteVLong(_sumTotalTermFreq);
        _fields.WriteVLong(_sumDocFreq);
        _fields.WriteVInt(docCount);
        WriteCounted(_first);
        WriteCounted(lastTerm);
        _fields.WriteVLong(_index.Position);
        WriteFstHead(root);
        _index.WriteBytes(_fst.Nodes);
    }

    private void WriteFstHead(int root)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(_fields.Append(4), CodecHeader.Magic);
        _fields.WriteVInt(FstFormat.Codec.Length);
        System.Text.Encoding.ASCII.GetBytes(FstFormat.Codec, _fields.Append(FstFormat.Codec.Length));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(_fields.Append(4), FstFormat.Version);
        // The root block always is an output of the empty input. It is kept backwards, its length included.
        _fields.WriteByte(1);
        _scratch.Clear();
        _scratch.WriteVInt(_fst.EmptyOutput.Length);
        _scratch.WriteBytes(_fst.EmptyOutput);
        _scratch.Slice(0, _scratch.Length).Reverse();
        WriteCounted(_scratch.Bytes);
        _fields.WriteByte(0);
        _fields.WriteVLong(root);
        _fields.WriteVLong(_fst.Nodes.Length);
    }

    private void WriteCounted(ReadOnlySpan<byte> bytes)
    {
        _fields.WriteVInt(bytes.Length);
        _fields.WriteBytes(bytes);
    }
}
