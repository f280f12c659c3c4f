using Search.Analysis.Unicode;

namespace Search.Analysis.Standard;

/// <summary>Lower case, code point by code point, as Java's <c>Character.toLowerCase</c> (Lucene's LowerCaseFilter).</summary>
public sealed class LowerCaseFilter : TokenFilter
{
    private readonly bool _asciiIsLower;

    /// <param name="asciiIsLower">The tokenizer has lowered ASCII letters already.</param>
    public LowerCaseFilter(bool asciiIsLower = false) => _asciiIsLower = asciiIsLower;

    public override void Apply(TokenBatch batch)
    {
        if (_asciiIsLower && batch.IsAllAscii)
            return;
        for (var i = 0; i < batch.Count; i++)
        {
            if ((batch.Flags[i] & TokenFlags.Ascii) == TokenFlags.None)
                LowerAny(batch, i);
            else if (!_asciiIsLower)
                LowerAscii(batch.MutableTerm(i));
        }
    }

    private static void LowerAscii(Span<byte> term)
    {
        foreach (ref var letter in term)
            letter = letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
    }

    private static void LowerAny(TokenBatch batch, int index)
    {
        var term = batch.Term(index);
        for (var i = 0; i < term.Length;)
        {
            var codePoint = Utf8.Decode(term, i, out var length);
            if (CodePoints.HasLower(codePoint))
            {
                Rewrite(batch, index);
                return;
            }
            i += length;
        }
    }

    private static void Rewrite(TokenBatch batch, int index)
    {
        var room = batch.TermLength[index] * 2;
        batch.ReserveTermBytes(room);
        var term = batch.Term(index);
        var to = batch.Terms.AsSpan(batch.TermsLength);
        var written = 0;
        for (var i = 0; i < term.Length;)
        {
            written += Utf8.Encode(CodePoints.Lower(Utf8.Decode(term, i, out var length)), to[written..]);
            i += length;
        }
        batch.TermStart[index] = batch.TermsLength;
        batch.TermLength[index] = written;
        batch.TermsLength += written;
    }
}
