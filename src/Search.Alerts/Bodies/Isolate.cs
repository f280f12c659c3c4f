namespace Search.Alerts.Bodies;

/// <summary>
/// Holds what others wrote apart within a sentence of ours, so that neither changes the other's order (UAX #9: FIRST STRONG ISOLATE to POP
/// DIRECTIONAL ISOLATE). Others' own direction characters are taken out before (<see cref="Digests.SafeText"/>), so a pair is always ours;
/// pairs do not nest.
/// </summary>
internal static class Isolate
{
    public const char Open = '\u2068';

    /// <summary>Opens one whose direction is from right to left, whatever its first letter is.</summary>
    public const char OpenRightToLeft = '\u2067';

    public const char Close = '\u2069';

    public static string Of(string text) => $"{Open}{text}{Close}";

    /// <summary>The stretches of a sentence in their order, each with whether it is others'. Empty ones are left out.</summary>
    public static IEnumerable<(string Text, bool Theirs)> Split(string words)
    {
        foreach (var part in words.Split(Close))
        {
            var open = part.IndexOf(Open, StringComparison.Ordinal);
            var ours = open < 0 ? part : part[..open];
            if (ours.Length > 0)
                yield return (ours, false);
            if (open >= 0 && open + 1 < part.Length)
                yield return (part[(open + 1)..], true);
        }
    }
}
