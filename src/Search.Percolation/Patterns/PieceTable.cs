using System.Buffers.Binary;

namespace Search.Percolation.Patterns;

/// <summary>
/// Patterns by pieces of two to four bytes, of which each of their terms has at least one: only the patterns of the pieces that a term has are
/// tried on it. Immutable.
/// </summary>
internal sealed class PieceTable
{
    private const int Shortest = 2;
    private const int Longest = 4;
    private const int FilterBits = 16;

    private readonly Dictionary<(int Length, uint Piece), TriedPattern[]> _patterns;

    // A bit for each hash of a piece, by the length of pieces; null where there is no piece of a length.
    private readonly ulong[]?[] _filters = new ulong[]?[Longest + 1];

    private PieceTable(Dictionary<(int Length, uint Piece), TriedPattern[]> patterns)
    {
        _patterns = patterns;
        foreach (var (length, piece) in patterns.Keys)
        {
            var filter = _filters[length] ??= new ulong[1 << (FilterBits - 6)];
            filter[Hash(piece) >> 6] |= 1UL << (int)Hash(piece);
        }
    }

    public bool IsEmpty => _patterns.Count == 0;

    public void Find<TSink>(ReadOnlySpan<byte> term, in TermShape shape, TSink sink)
        where TSink : IPatternSink
    {
        if (IsEmpty)
            return;
        for (var length = Shortest; length <= Longest; length++)
        {
            if (_filters[length] is not { } filter)
                continue;
            for (var at = 0; at + length <= term.Length; at++)
            {
                var piece = Piece(term.Slice(at, length));
                if ((filter[Hash(piece) >> 6] & (1UL << (int)Hash(piece))) != 0)
                    Try((length, piece), term, shape, sink);
            }
        }
    }

    private void Try<TSink>((int Length, uint Piece) key, ReadOnlySpan<byte> term, in TermShape shape, TSink sink)
        where TSink : IPatternSink
    {
        if (!_patterns.TryGetValue(key, out var patterns))
            return;
        foreach (var pattern in patterns)
        {
            if (!sink.Has(pattern.Leaf) && pattern.Matches(term, shape))
                sink.Add(pattern.Leaf);
        }
    }

    private static uint Hash(uint piece) => (piece * 0x9E3779B1) >> (32 - FilterBits);

    private static uint Piece(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        3 => BinaryPrimitives.ReadUInt16LittleEndian(bytes) | ((uint)bytes[2] << 16),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
    };

    /// <summary>Collects patterns. Not thread-safe.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<(int Length, uint Piece), List<TriedPattern>> _patterns = [];

        /// <summary>False when the pattern's terms have no piece that is long enough.</summary>
        public bool TryAdd(TriedPattern pattern)
        {
            var pieces = pattern.RequiredPieces();
            if (pieces.Count == 0 || pieces.Any(piece => piece.Length < Shortest))
                return false;
            foreach (var key in pieces.Select(Rarest).Distinct())
            {
                if (!_patterns.TryGetValue(key, out var patterns))
                    _patterns.Add(key, patterns = []);
                patterns.Add(pattern);
            }
            return true;
        }

        public PieceTable Build() => new(_patterns.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));

        /// <summary>The part that the fewest patterns have so far.</summary>
        private (int Length, uint Piece) Rarest(byte[] piece)
        {
            var length = Math.Min(piece.Length, Longest);
            return Enumerable.Range(0, piece.Length - length + 1).Select(at => (length, Piece(piece.AsSpan(at, length))))
                .MinBy(key => _patterns.TryGetValue(key, out var patterns) ? patterns.Count : 0);
        }
    }
}
