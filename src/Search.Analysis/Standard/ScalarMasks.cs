namespace Search.Analysis.Standard;

/// <summary>The kernel without vectors: the definition that the others are tested against.</summary>
internal readonly struct ScalarMasks : IMaskKernel
{
    public static MaskBlock Classify(ReadOnlySpan<byte> text, Span<byte> copy, byte lowerBit)
    {
        ulong word = 0, upper = 0, digit = 0, odd = 0, mark = 0;
        for (var i = 0; i < AsciiMasks.BlockSize; i++)
        {
            var c = text[i];
            var bit = 1UL << i;
            var isUpper = c is >= (byte)'A' and <= (byte)'Z';
            var isDigit = c is >= (byte)'0' and <= (byte)'9';
            var isWord = isUpper || isDigit || c is >= (byte)'a' and <= (byte)'z' or (byte)'_';
            word |= isWord ? bit : 0;
            upper |= isUpper ? bit : 0;
            digit |= isDigit ? bit : 0;
            odd |= c is >= 0x80 or (byte)'#' or (byte)'*' or (byte)'_' ? bit : 0;
            mark |= c is (byte)'\'' or (byte)',' or (byte)'.' or (byte)':' or (byte)';' ? bit : 0;
            copy[i] = isUpper ? (byte)(c | lowerBit) : c;
        }
        return new MaskBlock(word, upper, digit, word | odd, odd, mark);
    }
}
