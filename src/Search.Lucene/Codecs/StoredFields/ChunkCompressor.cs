using System.Runtime.CompilerServices;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.StoredFields;

/// <summary>
/// Compresses a chunk's content: a dictionary from its start, then blocks that each may refer back into that dictionary, so that a
/// reader of one document decompresses only dictionary and block. See FORMAT.md. Not thread-safe.
/// </summary>
internal sealed class ChunkCompressor
{
    private readonly ushort[] _table = new ushort[Lz4.TableSize];
    private readonly ushort[] _dictionary = new ushort[Lz4.TableSize];
    private readonly int[] _lengths = new int[StoredFieldsFormat.SubBlocks + 1];
    private byte[] _compressed = [];

    /// <summary>Writes <paramref name="content"/>, which is overwritten while it is being compressed: each block gets the dictionary in front of it, where the block before it stood.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Write(Span<byte> content, IndexOutput output)
    {
        var dictionary = content.Length / (StoredFieldsFormat.SubBlocks * StoredFieldsFormat.DictionaryFactor);
        var block = (content.Length - dictionary + StoredFieldsFormat.SubBlocks - 1) / StoredFieldsFormat.SubBlocks;
        output.WriteVInt(dictionary);
        output.WriteVInt(block);
        var blocks = Compress(content, dictionary, block, out var written);
        for (var i = 0; i < blocks; i++)
            output.WriteVInt(_lengths[i]);
        output.WriteBytes(_compressed.AsSpan(0, written));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private int Compress(Span<byte> content, int dictionary, int block, out int written)
    {
        Reserve(content.Length, block);
        Array.Clear(_table);
        written = _lengths[0] = Lz4.Compress(content[..dictionary], 0, _table, 0, _compressed);
        Array.Clear(_dictionary);
        Lz4.AddDictionary(content[..dictionary], _dictionary);
        var count = 1;
        for (var start = dictionary; start < content.Length; start += block)
        {
            var origin = start - dictionary;
            if (start > dictionary)
                content[..dictionary].CopyTo(content[origin..]);
            Lz4.MoveDictionary(_dictionary, _table, origin);
            var end = Math.Min(content.Length, start + block);
            _lengths[count] = Lz4.Compress(content[origin..end], dictionary, _table, origin, _compressed.AsSpan(written));
            written += _lengths[count++];
        }
        return count;
    }

    private void Reserve(int content, int block)
    {
        // Every part may grow a little, and the last is given room for a whole block.
        var needed = Lz4.MaxCompressedLength(checked(content + block)) + 16 * _lengths.Length;
        if (_compressed.Length < needed)
            _compressed = new byte[needed];
    }
}
