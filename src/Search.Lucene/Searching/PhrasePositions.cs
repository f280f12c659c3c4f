using System.Globalization;
using System.Text;

namespace Search.Lucene.Searching;

/// <summary>What phrase queries have in common about the positions of their terms.</summary>
internal static class PhrasePositions
{
    internal static void Check(int terms, ReadOnlySpan<int> positions)
    {
        if (positions.Length != terms)
            throw new ArgumentException($"{terms} terms need as many positions, not {positions.Length}", nameof(positions));
        for (var i = 0; i < positions.Length; i++)
        {
            if (positions[i] < (i == 0 ? 0 : positions[i - 1]))
                throw new ArgumentException("positions are not negative and do not fall", nameof(positions));
        }
    }

    internal static int[] InARow(int terms)
    {
        var positions = new int[terms];
        for (var i = 1; i < terms; i++)
            positions[i] = i;
        return positions;
    }

    internal static int[] FromZero(int[] positions) => Array.ConvertAll(positions, position => position - positions[0]);

    internal static string Print(string field, int[] positions, Func<int, string> term, int slop)
    {
        var text = new StringBuilder(field).Append(":\"");
        var at = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            if (i > 0)
                text.Append(positions[i] == positions[i - 1] ? '|' : ' ');
            for (; i > 0 && at + 1 < positions[i]; at++)
                text.Append("? ");
            at = positions[i];
            text.Append(term(i));
        }
        return text.Append('"').Append(slop == 0 ? "" : "~" + slop.ToString(CultureInfo.InvariantCulture)).ToString();
    }
}
