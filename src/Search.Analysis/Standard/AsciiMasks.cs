using System.Runtime.Intrinsics;

namespace Search.Analysis.Standard;

/// <summary>
/// One bit for each byte of a window of text: where tokens can be, in 64-bit words, low bit first. Made by one of three kernels that
/// give the same result; <see cref="Fill"/> takes the widest that this processor has.
/// </summary>
/// <remarks>
/// Every bit past the window is 0. One more word than the window needs is kept at 0, so that 64 bits may be read from any place.
/// </remarks>
internal sealed class AsciiMasks
{
    /// <summary>The kernels work on blocks of this many bytes.</summary>
    public const int BlockSize = 64;

    /// <summary>ASCII letters, digits and underscore: what stands in a word whatever its neighbours are.</summary>
    public readonly ulong[] Word;

    /// <summary>ASCII capital letters.</summary>
    public readonly ulong[] Upper;

    /// <summary>ASCII digits.</summary>
    public readonly ulong[] Digit;

    /// <summary>Where a token can begin: word bytes, bytes outside ASCII, and # and * (key caps).</summary>
    public readonly ulong[] Start;

    /// <summary>Where ASCII's rules alone don't do: bytes outside ASCII, # and * (key caps), and underscores, which are a token only with others.</summary>
    public readonly ulong[] Odd;

    /// <summary>What may hold its two neighbours together: ' , . : ;</summary>
    public readonly ulong[] Mark;

    public AsciiMasks(int windowSize)
    {
        var words = windowSize / BlockSize + 2;
        Word = new ulong[words];
        Upper = new ulong[words];
        Digit = new ulong[words];
        Start = new ulong[words];
        Odd = new ulong[words];
        Mark = new ulong[words];
    }

    /// <summary>Classifies <paramref name="window"/> and copies it, in lower case if asked (ASCII only), into <paramref name="copy"/>, which has room for whole blocks.</summary>
    public void Fill(ReadOnlySpan<byte> window, Span<byte> copy, bool lowerCase)
    {
        if (Vector256.IsHardwareAccelerated)
            FillBy<Vector256Masks>(window, copy, lowerCase);
        else if (Vector128.IsHardwareAccelerated)
            FillBy<Vector128Masks>(window, copy, lowerCase);
        else
            FillBy<ScalarMasks>(window, copy, lowerCase);
    }

    public void FillBy<TKernel>(ReadOnlySpan<byte> window, Span<byte> copy, bool lowerCase)
        where TKernel : IMaskKernel
    {
        var lowerBit = lowerCase ? (byte)0x20 : (byte)0;
        var blocks = window.Length / BlockSize;
        for (var i = 0; i < blocks; i++)
            Store(i, TKernel.Classify(window.Slice(i * BlockSize, BlockSize), copy.Slice(i * BlockSize, BlockSize), lowerBit));
        Span<byte> tail = stackalloc byte[BlockSize];
        tail.Clear();
        window[(blocks * BlockSize)..].CopyTo(tail);
        Store(blocks, TKernel.Classify(tail, copy.Slice(blocks * BlockSize, BlockSize), lowerBit));
        Store(blocks + 1, default);
    }

    private void Store(int index, in MaskBlock block)
    {
        if (index >= Word.Length)
            return;
        Word[index] = block.Word;
        Upper[index] = block.Upper;
        Digit[index] = block.Digit;
        Start[index] = block.Start;
        Odd[index] = block.Odd;
        Mark[index] = block.Mark;
    }
}
