namespace Search.Analysis.Standard;

/// <summary>The masks of <see cref="AsciiMasks"/> for 64 bytes.</summary>
internal readonly record struct MaskBlock(ulong Word, ulong Upper, ulong Digit, ulong Start, ulong Odd, ulong Mark);
