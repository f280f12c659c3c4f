using System.Text;

namespace Search.Analysis.Tests;

/// <summary>Texts made to trouble a tokenizer, from a seed.</summary>
internal static class RandomTexts
{
    private static readonly string[] Pieces =
    [
        .. "a Z 0 9 _ . , : ; ' \" # * - é ß À ’ “ · ‧ א ב ק ־ ׳ ״ カ タ ー ひ 中 國 한 글 ก ข က ١ ٢ ن ، ـ ً َ ِ the US IS's WHO Hamas İ ſ ﬁ ﷲ 𐐀 𝐀 Ａ １".Split(' '),
        " ", "\n", "\u200D", "\uFE0F", "\u20E3", "\u0308", "\u00AD", "\U0001F1F8", "\U0001F1FE", "\U0001F3FB", "\U0001F466", "\u2764", "\u00A9",
        "\U000E0067", "\U000E007F", "\U0001F3F4", "\u3030", "\u2060", ". ", "Mr. ",
    ];

    /// <summary>Well-formed text of some of the pieces.</summary>
    public static byte[] Text(Random random)
    {
        var some = Enumerable.Range(0, random.Next(1, 25)).Select(_ => Pieces[random.Next(Pieces.Length)]).ToArray();
        var text = new StringBuilder();
        for (var i = random.Next(random.Next(5) == 0 ? 3000 : 60); i > 0; i--)
            text.Append(some[random.Next(some.Length)]);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Such text with bytes overwritten at random, or nothing but random bytes: seldom well-formed.</summary>
    public static byte[] Bytes(Random random)
    {
        var text = Text(random);
        if (random.Next(4) == 0)
            random.NextBytes(text);
        for (var i = random.Next(10); i > 0 && text.Length > 0; i--)
            text[random.Next(text.Length)] = (byte)random.Next(256);
        return text;
    }
}
