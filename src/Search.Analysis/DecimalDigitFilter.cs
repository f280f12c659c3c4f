using Search.Analysis.Unicode;

namespace Search.Analysis;

/// <summary>Turns decimal digits of all scripts into 0-9 (Lucene's DecimalDigitFilter, Unicode 13).</summary>
public sealed class DecimalDigitFilter : TokenFilter
{
    public override void Apply(TokenBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if ((batch.Flags[i] & TokenFlags.Ascii) == TokenFlags.None)
                batch.TermLength[i] = Rewrite(batch.MutableTerm(i));
        }
    }

    /// <summary>A digit takes fewer bytes than it did, so that the term is rewritten where it stands.</summary>
    private static int Rewrite(Span<byte> term)
    {
        var to = 0;
        for (var from = 0; from < term.Length;)
        {
            var codePoint = Utf8.Decode(term, from, out var length);
            var digit = codePoint < 0x80 ? -1 : CodePoints.NonAsciiDigit(codePoint);
            if (digit >= 0)
                term[to++] = (byte)('0' + digit);
            else
            {
                term.Slice(from, length).CopyTo(term[to..]);
                to += length;
            }
            from += length;
        }
        return to;
    }
}
