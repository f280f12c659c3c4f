namespace Search.Analysis;

/// <summary>
/// All tokens that a stream gave for one text, in as little memory as reading them again allows: their terms and position increments, without
/// offsets and flags. For a text that is both indexed and matched. Immutable, thread-safe.
/// </summary>
public sealed class CutText
{
    /// <summary>Numbers of a token: where its term begins in its block's bytes, the term's length, the increment. All of one kind lie together in a block.</summary>
    private const int NumbersPerToken = 3;

    private readonly byte[] _terms;
    private readonly int[] _numbers;
    private readonly (int Tokens, int TermBytes)[] _blocks;

    private CutText(byte[] terms, int[] numbers, (int Tokens, int TermBytes)[] blocks) => (_terms, _numbers, _blocks) = (terms, numbers, blocks);

    /// <summary>Memory that this takes.</summary>
    public long Bytes => _terms.Length + (sizeof(int) * (long)_numbers.Length) + (2 * sizeof(int) * (long)_blocks.Length);

    /// <summary>Fills a block with the next tokens, which may change there; false at the end.</summary>
    /// <param name="place">Where to go on; the default value at the beginning.</param>
    /// <param name="batch">Loses what it had; its offsets and flags mean nothing.</param>
    public bool Next(ref CutPlace place, TokenBatch batch)
    {
        batch.Clear();
        if (place.Block == _blocks.Length)
            return false;
        var (tokens, termBytes) = _blocks[place.Block];
        _terms.AsSpan(place.Terms, termBytes).CopyTo(batch.ReserveTermBytes(termBytes));
        var numbers = _numbers.AsSpan(place.Numbers, NumbersPerToken * tokens);
        numbers[..tokens].CopyTo(batch.TermStart);
        numbers.Slice(tokens, tokens).CopyTo(batch.TermLength);
        numbers[(2 * tokens)..].CopyTo(batch.PositionIncrement);
        (batch.Count, batch.TermsLength) = (tokens, termBytes);
        place = new CutPlace(place.Block + 1, place.Terms + termBytes, place.Numbers + numbers.Length);
        return true;
    }

    /// <summary>Cuts texts. Keeps buffers; not thread-safe.</summary>
    public sealed class Cutter
    {
        private readonly List<(int Tokens, int TermBytes)> _blocks = [];
        private byte[] _terms = new byte[1 << 16];
        private int[] _numbers = new int[1 << 14];
        private int _termBytes;
        private int _count;

        /// <summary>What the stream gives for this text.</summary>
        public CutText Cut(TokenStream stream, ReadOnlyMemory<byte> utf8)
        {
            _blocks.Clear();
            (_termBytes, _count) = (0, 0);
            stream.Reset(utf8);
            while (stream.Next(out var batch))
                Add(batch);
            return new CutText(_terms[.._termBytes], _numbers[.._count], [.. _blocks]);
        }

        private void Add(TokenBatch batch)
        {
            Grow(ref _terms, _termBytes + batch.TermsLength);
            batch.Terms.AsSpan(0, batch.TermsLength).CopyTo(_terms.AsSpan(_termBytes));
            _termBytes += batch.TermsLength;
            Grow(ref _numbers, _count + (NumbersPerToken * batch.Count));
            Add(batch.TermStart.AsSpan(0, batch.Count));
            Add(batch.TermLength.AsSpan(0, batch.Count));
            Add(batch.PositionIncrement.AsSpan(0, batch.Count));
            _blocks.Add((batch.Count, batch.TermsLength));
        }

        private void Add(ReadOnlySpan<int> numbers)
        {
            numbers.CopyTo(_numbers.AsSpan(_count));
            _count += numbers.Length;
        }

        private static void Grow<T>(ref T[] buffer, int needed)
        {
            if (needed > buffer.Length)
                Array.Resize(ref buffer, Math.Max(2 * buffer.Length, needed));
        }
    }
}
