using System.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.IndexedDisi;

/// <summary>Writes a set of documents so that rank and membership are found at random; see FORMAT.md. Add documents in ascending order, then <see cref="Finish"/>.</summary>
internal sealed class IndexedDisiWriter(IndexOutput output)
{
    private readonly long _origin = output.Position;
    private readonly ulong[] _words = new ulong[IndexedDisiFormat.DenseWords];
    private readonly List<(int Index, int Offset)> _jumps = [];
    private int _block = -1;
    private int _blockDocs;
    private int _docs;

    /// <summary>Writes a whole set, and returns the count of jumps for the metadata.</summary>
    public static short Write(IndexOutput output, ReadOnlySpan<int> docs)
    {
        var writer = new IndexedDisiWriter(output);
        foreach (var doc in docs)
            writer.Add(doc);
        return writer.Finish();
    }

    public void Add(int doc)
    {
        var block = doc >> IndexedDisiFormat.BlockShift;
        if (block != _block)
            WriteBlock();
        _block = block;
        var within = doc & (IndexedDisiFormat.BlockDocs - 1);
        _words[within >> 6] |= 1UL << within;
        _blockDocs++;
    }

    /// <summary>Writes the last block, the end mark and the jump table; returns the table's entries, for the metadata.</summary>
    public short Finish()
    {
        WriteBlock();
        AddJumps(_jumps.Count + 1);
        _words[^1] = 1UL << 63;
        _blockDocs = 1;
        WriteBlockBody(IndexedDisiFormat.EndBlock);
        // One block and the end: a table would save nothing.
        var count = _jumps.Count == 2 ? 0 : _jumps.Count;
        for (var i = 0; i < count; i++)
        {
            output.WriteInt(_jumps[i].Index);
            output.WriteInt(_jumps[i].Offset);
        }
        return (short)count;
    }

    private void WriteBlock()
    {
        if (_blockDocs == 0)
            return;
        AddJumps(_block + 1);
        WriteBlockBody(_block);
        _docs += _blockDocs;
        _blockDocs = 0;
        Array.Clear(_words);
    }

    /// <summary>Jumps of empty blocks lead to the next that is not.</summary>
    private void AddJumps(int end)
    {
        while (_jumps.Count < end)
            _jumps.Add((_docs, (int)(output.Position - _origin)));
    }

    private void WriteBlockBody(int block)
    {
        output.WriteShort((short)block);
        output.WriteShort((short)(_blockDocs - 1));
        if (_blockDocs <= IndexedDisiFormat.MaxListDocs)
            WriteList();
        else if (_blockDocs < IndexedDisiFormat.BlockDocs)
            WriteDense();
    }

    private void WriteList()
    {
        for (var i = 0; i < _words.Length; i++)
        {
            for (var word = _words[i]; word != 0; word &= word - 1)
                output.WriteShort((short)((i << 6) + BitOperations.TrailingZeroCount(word)));
        }
    }

    private void WriteDense()
    {
        const int WordsPerRank = 1 << (IndexedDisiFormat.DenseRankPower - 6);
        var before = 0;
        for (var i = 0; i < _words.Length; i++)
        {
            if (i % WordsPerRank == 0)
                output.WriteShort((short)before);
            before += BitOperations.PopCount(_words[i]);
        }
        foreach (var word in _words)
            output.WriteLong((long)word);
    }
}
