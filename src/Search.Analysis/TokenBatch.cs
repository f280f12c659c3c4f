namespace Search.Analysis;

/// <summary>
/// A block of up to <see cref="Capacity"/> tokens as parallel arrays, owned by one <see cref="TokenStream"/> and reused:
/// the tokenizer fills it, each filter rewrites it in place, the consumer reads it before the next block.
/// </summary>
/// <remarks>
/// Terms are UTF-8 and lie in <see cref="Terms"/>; token <c>i</c> is <c>Terms[TermStart[i] .. TermStart[i] + TermLength[i]]</c>.
/// Offsets are byte offsets into the UTF-8 text, end exclusive. Terms may lie anywhere in the arena, in any order, and a filter
/// that lengthens a term appends it with <see cref="AppendTerm"/>. Not thread-safe.
/// </remarks>
public sealed class TokenBatch
{
    /// <summary>The most tokens one block holds.</summary>
    public const int Capacity = 256;

    /// <summary>Term bytes of this block, UTF-8, valid to <see cref="TermsLength"/>.</summary>
    public byte[] Terms = new byte[16 * 1024];

    /// <summary>Used bytes of <see cref="Terms"/>.</summary>
    public int TermsLength;

    public readonly int[] TermStart = new int[Capacity];
    public readonly int[] TermLength = new int[Capacity];

    /// <summary>First byte of the token in the text.</summary>
    public readonly int[] StartOffset = new int[Capacity];

    /// <summary>Byte after the token's last one in the text.</summary>
    public readonly int[] EndOffset = new int[Capacity];

    /// <summary>Distance in positions from the token before; 1 for neighbours, 0 for a second form at the same position.</summary>
    public readonly int[] PositionIncrement = new int[Capacity];

    public readonly TokenFlags[] Flags = new TokenFlags[Capacity];

    /// <summary>Tokens in this block.</summary>
    public int Count;

    /// <summary>The most tokens that a tokenizer may put into this block: <see cref="Capacity"/> divided by what the filters may add.</summary>
    public int Limit = Capacity;

    /// <summary>True when a tokenizer may add another token.</summary>
    public bool HasRoom => Count < Limit;

    /// <summary>True when every token is known to be ASCII.</summary>
    internal bool IsAllAscii
    {
        get
        {
            var all = TokenFlags.Ascii;
            foreach (var flags in Flags.AsSpan(0, Count))
                all &= flags;
            return all != TokenFlags.None;
        }
    }

    /// <summary>The bytes of token <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> Term(int index) => Terms.AsSpan(TermStart[index], TermLength[index]);

    /// <summary>The bytes of token <paramref name="index"/>, to be rewritten in place.</summary>
    public Span<byte> MutableTerm(int index) => Terms.AsSpan(TermStart[index], TermLength[index]);

    /// <summary>Empties the block and its arena.</summary>
    public void Clear()
    {
        Count = 0;
        TermsLength = 0;
    }

    /// <summary>Takes the tokens of another block in place of its own.</summary>
    public void CopyFrom(TokenBatch other)
    {
        Clear();
        other.Terms.AsSpan(0, other.TermsLength).CopyTo(ReserveTermBytes(other.TermsLength));
        (Count, TermsLength) = (other.Count, other.TermsLength);
        other.TermStart.AsSpan(0, Count).CopyTo(TermStart);
        other.TermLength.AsSpan(0, Count).CopyTo(TermLength);
        other.StartOffset.AsSpan(0, Count).CopyTo(StartOffset);
        other.EndOffset.AsSpan(0, Count).CopyTo(EndOffset);
        other.PositionIncrement.AsSpan(0, Count).CopyTo(PositionIncrement);
        other.Flags.AsSpan(0, Count).CopyTo(Flags);
    }

    /// <summary>Makes room for <paramref name="bytes"/> more term bytes and returns that free tail; advance <see cref="TermsLength"/> after writing.</summary>
    public Span<byte> ReserveTermBytes(int bytes)
    {
        if (Terms.Length - TermsLength < bytes)
            Array.Resize(ref Terms, Math.Max(Terms.Length * 2, TermsLength + bytes));
        return Terms.AsSpan(TermsLength);
    }

    /// <summary>Puts a new term into the arena and points token <paramref name="index"/> at it. <paramref name="term"/> may lie in this arena.</summary>
    public void AppendTerm(int index, ReadOnlySpan<byte> term)
    {
        if (Terms.Length - TermsLength < term.Length)
        {
            var grown = new byte[Math.Max(Terms.Length * 2, TermsLength + term.Length)];
            Terms.AsSpan(0, TermsLength).CopyTo(grown);
            term.CopyTo(grown.AsSpan(TermsLength));
            Terms = grown;
        }
        else
        {
            term.CopyTo(Terms.AsSpan(TermsLength));
        }
        TermStart[index] = TermsLength;
        TermLength[index] = term.Length;
        TermsLength += term.Length;
    }

    /// <summary>Puts a copy after each of these tokens, in rising order, at the same position; there must be room. The i-th copy stands at its token's index + i + 1.</summary>
    public void Repeat(List<int> indexes)
    {
        var to = Count + indexes.Count;
        var next = indexes.Count - 1;
        for (var from = Count - 1; next >= 0; from--)
        {
            if (from == indexes[next])
            {
                Move(from, --to);
                PositionIncrement[to] = 0;
                next--;
            }
            Move(from, --to);
        }
        Count += indexes.Count;
    }

    /// <summary>Copies every column of token <paramref name="from"/> onto <paramref name="to"/>; the term bytes stay where they are.</summary>
    public void Move(int from, int to)
    {
        TermStart[to] = TermStart[from];
        TermLength[to] = TermLength[from];
        StartOffset[to] = StartOffset[from];
        EndOffset[to] = EndOffset[from];
        PositionIncrement[to] = PositionIncrement[from];
        Flags[to] = Flags[from];
    }
}
