using System.Globalization;

namespace Search.Lucene.Automata;

/// <summary>Patterns of decimal numbers from one value to another.</summary>
internal sealed class DecimalInterval(PatternNodes nodes)
{
    private PatternNode AnyDigit => Digits('0', '9');

    /// <summary>Numbers of so many digits; with 0 digits, of any length with any number of leading zeros.</summary>
    public PatternNode Between(int least, int greatest, int digits)
    {
        if (digits > 0)
            return Between(Text(least, digits), Text(greatest, digits));
        var zeros = nodes.Repetition(Digits('0', '0'), 0, PatternNode.Unlimited);
        var lengths = Text(greatest, 1).Length;
        return nodes.Concatenation(zeros, nodes.Union(Enumerable.Range(1, lengths).Select(length => OfLength(length, least, greatest))));
    }

    /// <summary>Those without leading zeros.</summary>
    private PatternNode OfLength(int length, long least, long greatest)
    {
        var ten = 1L;
        for (var i = 1; i < length; i++)
            ten *= 10;
        var (low, high) = (Math.Max(least, length == 1 ? 0 : ten), Math.Min(greatest, 10 * ten - 1));
        return low <= high ? Between(Text(low, length), Text(high, length)) : nodes.Nothing;
    }

    /// <summary>Both ends have the same length.</summary>
    private PatternNode Between(ReadOnlySpan<char> low, ReadOnlySpan<char> high)
    {
        if (low.IsEmpty)
            return nodes.Empty;
        if (low[0] == high[0])
            return nodes.Concatenation(Digits(low[0], low[0]), Between(low[1..], high[1..]));
        return nodes.Union(
            nodes.Concatenation(Digits(low[0], low[0]), Between(low[1..], Text(0, low.Length - 1).Replace('0', '9'))),
            nodes.Concatenation(Digits((char)(low[0] + 1), (char)(high[0] - 1)), nodes.Repetition(AnyDigit, low.Length - 1, low.Length - 1)),
            nodes.Concatenation(Digits(high[0], high[0]), Between(Text(0, high.Length - 1), high[1..])));
    }

    private PatternNode Digits(char first, char last) => first > last ? nodes.Nothing : nodes.Set(CodePointSet.Range(first, last));

    /// <summary>With leading zeros; of no digits, the empty text.</summary>
    private static string Text(long value, int digits) => digits == 0 ? "" : value.ToString("D" + digits, CultureInfo.InvariantCulture);
}
