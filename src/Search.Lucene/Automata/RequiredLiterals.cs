using System.Text;

namespace Search.Lucene.Automata;

/// <summary>
/// Texts of which each text of a pattern contains at least one: what to look for before the pattern itself is tried. An empty list says that
/// nothing is known.
/// </summary>
/// <remarks>Of a concatenation any part will do, so the best is taken: the one whose shortest text is longest, then the one with the fewest texts.</remarks>
internal static class RequiredLiterals
{
    /// <summary>Alternatives beyond this are not worth looking for one by one.</summary>
    private const int MostTexts = 64;

    /// <summary>The texts, in UTF-8.</summary>
    public static IReadOnlyList<byte[]> Of(PatternNode pattern) => [.. Find(pattern).Select(Encoding.UTF8.GetBytes)];

    private static List<string> Find(PatternNode node) => node.Kind switch
    {
        PatternKind.Set => Letter(node) is { } letter ? [letter] : [],
        PatternKind.Concatenation => Row(node),
        PatternKind.Union => Union(node.Parts),
        PatternKind.Intersection => node.Parts.Select(Find).Aggregate(Better),
        PatternKind.Repetition when node.Least > 0 => Find(node.Parts[0]),
        _ => [],
    };

    private static string? Letter(PatternNode node) =>
        node.Set.RangeCount == 1 && node.Set.RangeAt(0) is var (first, last) && first == last && Rune.IsValid(first) ? new Rune(first).ToString() : null;

    /// <summary>Letters side by side are one text.</summary>
    private static List<string> Row(PatternNode node)
    {
        var best = new List<string>();
        var letters = new StringBuilder();
        for (var rest = node; ; rest = rest.Parts[1])
        {
            var isRow = rest.Kind == PatternKind.Concatenation;
            var part = isRow ? rest.Parts[0] : rest;
            if (part.Kind == PatternKind.Set && Letter(part) is { } letter)
                letters.Append(letter);
            else
            {
                best = Better(Better(best, Text(letters)), Find(part));
                letters.Clear();
            }
            if (!isRow)
                return Better(best, Text(letters));
        }
    }

    private static List<string> Text(StringBuilder letters) => letters.Length == 0 ? [] : [letters.ToString()];

    private static List<string> Union(PatternNode[] parts)
    {
        var texts = new List<string>();
        foreach (var part in parts)
        {
            var found = Find(part);
            if (found.Count == 0 || texts.Count + found.Count > MostTexts)
                return [];
            texts.AddRange(found);
        }
        return texts;
    }

    private static List<string> Better(List<string> left, List<string> right)
    {
        if (left.Count == 0 || right.Count == 0)
            return left.Count == 0 ? right : left;
        var (shortestLeft, shortestRight) = (left.Min(text => text.Length), right.Min(text => text.Length));
        return (shortestRight, -right.Count).CompareTo((shortestLeft, -left.Count)) > 0 ? right : left;
    }
}
