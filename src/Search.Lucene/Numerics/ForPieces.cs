namespace Search.Lucene.Numerics;

/// <summary>
/// Which bits of which words make up the last longs of lanes of a block (see <see cref="ForScalar.UnpackRest"/>), worked out once for each width:
/// what is left is shifts and masks.
/// </summary>
internal sealed class ForPieces
{
    private static readonly ForPieces?[] ByBits = new ForPieces?[ForUtil.MaxBits + 1];

    private readonly Piece[] _pieces;
    private readonly byte[] _ends;

    private ForPieces(int bits)
    {
        var laneWidth = ForUtil.LaneWidth(bits);
        var free = laneWidth % bits;
        var masks = ForScalar.Masks(laneWidth);
        var pieces = new List<Piece>();
        var ends = new byte[(2 * laneWidth) - (laneWidth / bits * 2 * bits)];
        var (word, left) = (0, free);
        for (var lane = 0; lane < ends.Length; lane++)
        {
            for (var need = bits; need > 0;)
            {
                var take = Math.Min(left, need);
                need -= take;
                left -= take;
                pieces.Add(new Piece(masks[take], (byte)word, (byte)left, (byte)need));
                if (left == 0)
                    (word, left) = (word + 1, free);
            }
            ends[lane] = (byte)pieces.Count;
        }
        _pieces = [.. pieces];
        _ends = ends;
    }

    /// <summary>For blocks of this width.</summary>
    public static ForPieces Of(int bits) => ByBits[bits] ??= new ForPieces(bits);

    /// <summary>As <see cref="ForScalar.UnpackRest"/>.</summary>
    public void Unpack(ReadOnlySpan<ulong> words, Span<ulong> rest)
    {
        var at = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            ulong lane = 0;
            for (var end = _ends[i]; at < end; at++)
            {
                ref readonly var piece = ref _pieces[at];
                lane |= ((words[piece.Word] >> piece.Down) & piece.Mask) << piece.Up;
            }
            rest[i] = lane;
        }
    }

    private readonly record struct Piece(ulong Mask, byte Word, byte Down, byte Up);
}
