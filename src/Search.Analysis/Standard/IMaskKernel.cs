namespace Search.Analysis.Standard;

/// <summary>A way to classify 64 bytes. Implementations differ in speed only.</summary>
internal interface IMaskKernel
{
    /// <summary>
    /// The masks of the 64 bytes of <paramref name="text"/>; each byte goes to <paramref name="copy"/>, capitals with
    /// <paramref name="lowerBit"/> (0x20 or 0) set.
    /// </summary>
    static abstract MaskBlock Classify(ReadOnlySpan<byte> text, Span<byte> copy, byte lowerBit);
}
