using System.Runtime.CompilerServices;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>Cutting the top of the stack into blocks, and writing them.</summary>
internal sealed partial class BlockTreeWriter
{
    private readonly List<FloorBlock> _newBlocks = [];
    private readonly ByteArrayWriter _suffixes = new(1024);
    private readonly ByteArrayWriter _lengths = new(256);
    private readonly ByteArrayWriter _stats = new(256);
    private readonly ByteArrayWriter _metadata = new(1024);
    private readonly ByteArrayWriter _scratch = new(1024);
    private readonly SuffixCompressor _compressor = new();
    private int _singletonRun;

    /// <summary>Replaces the top <paramref name="count"/> entries of the stack, which share a prefix of the last term, by the block (or chain of blocks) that holds them.</summary>
    private void WriteBlocks(int prefixLength, int count)
    {
        var start = _pendingCount - count;
        CutIntoBlocks(prefixLength, start);
        var (first, last) = AddIndexEntry(prefixLength);
        for (var i = start; i < _pendingCount; i++)
        {
            if (!_pending[i].IsBlock)
                continue;
            _indexEntries[last].Next = _pending[i].FirstIndexEntry;
            last = _pending[i].LastIndexEntry;
        }
        _entryBytes.Truncate(_pending[start].Start);
        _pendingCount = start;
        ref var entry = ref PushEntry(_last.AsSpan(0, prefixLength));
        entry.IsBlock = true;
        entry.BlockPointer = _newBlocks[0].Pointer;
        entry.FirstIndexEntry = first;
        entry.LastIndexEntry = last;
        _newBlocks.Clear();
    }

    /// <summary>Where there are too many entries, cuts as soon as a block has the least number of them and the first byte of the suffixes changes.</summary>
    private void CutIntoBlocks(int prefixLength, int start)
    {
        var end = _pendingCount;
        var blockStart = start;
        var lastLabel = -1;
        var blockLabel = -1;
        for (var i = start; i < end; i++)
        {
            var label = LeadLabel(i, prefixLength);
            if (label == lastLabel)
                continue;
            lastLabel = label;
            if (i - blockStart < BlockTreeFormat.MinItemsInBlock || end - blockStart <= BlockTreeFormat.MaxItemsInBlock)
                continue;
            WriteBlock(prefixLength, blockStart, i, blockLabel);
            blockStart = i;
            blockLabel = label;
        }
        WriteBlock(prefixLength, blockStart, end, blockLabel);
    }

    private int LeadLabel(int entry, int prefixLength) =>
        _pending[entry].Length == prefixLength ? -1 : _entryBytes.Bytes[_pending[entry].Start + prefixLength];

    /// <summary>Adds what the index says of the new blocks: the first one's pointer, and the others' by the first byte of their suffixes.</summary>
    private (int First, int Last) AddIndexEntry(int prefixLength)
    {
        if (_indexEntryCount == _indexEntries.Length)
            Array.Resize(ref _indexEntries, 2 * _indexEntryCount);
        ref var entry = ref _indexEntries[_indexEntryCount];
        entry.PrefixStart = _indexBytes.Length;
        entry.PrefixLength = prefixLength;
        _indexBytes.WriteBytes(_last.AsSpan(0, prefixLength));
        entry.OutputStart = _indexBytes.Length;
        WriteOutput();
        entry.OutputLength = _indexBytes.Length - entry.OutputStart;
        entry.Next = -1;
        return (_indexEntryCount, _indexEntryCount++);
    }

    private void WriteOutput()
    {
        var first = _newBlocks[0];
        var isFloor = _newBlocks.Count > 1;
        _indexBytes.WriteVLong((first.Pointer << BlockTreeFormat.OutputFlagBits)
            | (long)(first.HasTerms ? BlockTreeFormat.OutputHasTerms : 0) | (long)(isFloor ? BlockTreeFormat.OutputIsFloor : 0));
        if (!isFloor)
            return;
        _indexBytes.WriteVInt(_newBlocks.Count - 1);
        for (var i = 1; i < _newBlocks.Count; i++)
        {
            var block = _newBlocks[i];
            _indexBytes.WriteByte((byte)block.LeadLabel);
            _indexBytes.WriteVLong(((block.Pointer - first.Pointer) << 1) | (block.HasTerms ? 1L : 0));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void WriteBlock(int prefixLength, int start, int end, int leadLabel)
    {
        var pointer = _terms.Position;
        var hasTerms = false;
        var isLeaf = true;
        for (var i = start; i < end; i++)
        {
            hasTerms |= !_pending[i].IsBlock;
            isLeaf &= !_pending[i].IsBlock;
        }
        FillBuffers(prefixLength, start, end, pointer, isLeaf);
        _terms.WriteVInt(((end - start) << 1) | (end == _pendingCount ? 1 : 0));
        WriteSuffixes(end - start, prefixLength, isLeaf);
        WriteLengths();
        _terms.WriteVInt(_stats.Length);
        _terms.WriteBytes(_stats.Bytes);
        _terms.WriteVInt(_metadata.Length);
        _terms.WriteBytes(_metadata.Bytes);
        _newBlocks.Add(new FloorBlock(pointer, leadLabel, hasTerms));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void FillBuffers(int prefixLength, int start, int end, long pointer, bool isLeaf)
    {
        _suffixes.Clear();
        _lengths.Clear();
        _stats.Clear();
        _metadata.Clear();
        _singletonRun = 0;
        var previous = TermState.Origin;
        for (var i = start; i < end; i++)
        {
            ref readonly var entry = ref _pending[i];
            var suffix = entry.Length - prefixLength;
            _suffixes.WriteBytes(_entryBytes.Slice(entry.Start + prefixLength, suffix));
            if (entry.IsBlock)
            {
                _lengths.WriteVInt((suffix << 1) | 1);
                _lengths.WriteVLong(pointer - entry.BlockPointer);
                continue;
            }
            _lengths.WriteVInt(isLeaf ? suffix : suffix << 1);
            AddStats(entry.State);
            TermMetadata.Write(_metadata, entry.State, previous, _hasPositions);
            previous = entry.State;
        }
        EndSingletonRun();
    }

    private void AddStats(in TermState state)
    {
        if (state.DocFreq == 1 && state.TotalTermFreq == 1)
        {
            _singletonRun++;
            return;
        }
        EndSingletonRun();
        _stats.WriteVInt(state.DocFreq << 1);
        if (_hasFreqs)
            _stats.WriteVLong(state.TotalTermFreq - state.DocFreq);
    }

    private void EndSingletonRun()
    {
        if (_singletonRun == 0)
            return;
        _stats.WriteVInt(((_singletonRun - 1) << 1) | 1);
        _singletonRun = 0;
    }

    private void WriteSuffixes(int entries, int prefixLength, bool isLeaf)
    {
        var compression = _compressor.Choose(_suffixes.Bytes, entries, prefixLength);
        _terms.WriteVLong(((long)_suffixes.Length << BlockTreeFormat.SuffixLengthShift) | (long)(isLeaf ? BlockTreeFormat.SuffixIsLeaf : 0) | (uint)compression);
        _terms.WriteBytes(compression == BlockTreeFormat.NoCompression ? _suffixes.Bytes : _compressor.Compressed);
    }

    private void WriteLengths()
    {
        var lengths = _lengths.Bytes;
        if (lengths.ContainsAnyExcept(lengths[0]))
        {
            _terms.WriteVInt(lengths.Length << 1);
            _terms.WriteBytes(lengths);
        }
        else
        {
            _terms.WriteVInt((lengths.Length << 1) | 1);
            _terms.WriteByte(lengths[0]);
        }
    }
}
