namespace Search.Analysis.Arabic;

/// <summary>
/// Lucene's ArabicNormalizationFilter: hamza and madda on alef, alef maksura to ya, ta marbuta to ha; tatweel and the eight harakat
/// dropped. All of these take two bytes.
/// </summary>
public sealed class ArabicNormalizationFilter : TokenFilter
{
    public override void Apply(TokenBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if ((batch.Flags[i] & TokenFlags.Ascii) == TokenFlags.None)
                batch.TermLength[i] = Normalise(batch.MutableTerm(i));
        }
    }

    private static int Normalise(Span<byte> term)
    {
        var to = 0;
        for (var from = 0; from < term.Length; from++)
        {
            if (term[from] is not (0xD8 or 0xD9) || from + 1 >= term.Length)
            {
                term[to++] = term[from];
                continue;
            }
            var letter = (char)((term[from] & 0x1F) << 6 | term[++from] & 0x3F);
            if (IsDropped(letter))
                continue;
            letter = Unify(letter);
            term[to++] = (byte)(0xC0 | letter >> 6);
            term[to++] = (byte)(0x80 | letter & 0x3F);
        }
        return to;
    }

    private static bool IsDropped(char letter) => letter is '\u0640' or (>= '\u064B' and <= '\u0652');

    private static char Unify(char letter) => letter switch
    {
        'آ' or 'أ' or 'إ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        _ => letter,
    };
}
