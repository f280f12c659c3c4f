using Search.Lucene.Numerics;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>Chooses how the suffixes of a block are stored, as Lucene does: LZ4 when that saves a quarter, else six-bit characters, else as they are.</summary>
internal sealed class SuffixCompressor
{
    // Short suffixes are not worth it, nor are the blocks near the root, which fuzzy queries read all.
    private const int MinAverageLength = 2;
    private const int MinPrefixLength = 3;
    private const int MinAverageLengthForLz4 = 6;

    private readonly ByteArrayWriter _compressed = new(1024);
    private readonly ushort[] _table = new ushort[Lz4.TableSize];

    // Entries of the table up to this one are of earlier blocks.
    private int _origin;

    /// <summary>The compressed bytes, after <see cref="Choose"/> has returned a compression; valid until the next call.</summary>
    public ReadOnlySpan<byte> Compressed => _compressed.Bytes;

    /// <summary>The compression of <see cref="BlockTreeFormat"/> that is best for the suffixes.</summary>
    public int Choose(ReadOnlySpan<byte> suffixes, int entries, int prefixLength)
    {
        _compressed.Clear();
        if (suffixes.Length <= MinAverageLength * entries || prefixLength < MinPrefixLength)
            return BlockTreeFormat.NoCompression;
        if (suffixes.Length > MinAverageLengthForLz4 * entries && TryLz4(suffixes))
            return BlockTreeFormat.Lz4;
        _compressed.Clear();
        return LowercaseAscii.TryCompress(suffixes, _compressed) ? BlockTreeFormat.LowercaseAscii : BlockTreeFormat.NoCompression;
    }

    private bool TryLz4(ReadOnlySpan<byte> suffixes)
    {
        var output = _compressed.Append(Lz4.MaxCompressedLength(suffixes.Length));
        var length = Lz4.Compress(suffixes, 0, _table, _origin, output);
        _origin = (ushort)(_origin + suffixes.Length + 1);
        _compressed.Truncate(length);
        return length < suffixes.Length - (suffixes.Length >>> 2);
    }
}
