namespace Search.Testing.Relevance;

/// <summary>One question of a test collection.</summary>
/// <param name="Id">As the collection numbers it.</param>
/// <param name="Text">A sentence or several, not a query of any syntax.</param>
/// <param name="Grades">How well documents answer it, by their id: 0 not at all, 1 and more ever better. Others were not judged, and count as 0.</param>
public sealed record IrQuery(string Id, string Text, IReadOnlyDictionary<string, int> Grades)
{
    private const string Signs = "\\+-!():^[]\"{}~*?|&/";

    public bool HasAnswers => Grades.Values.Any(grade => grade > 0);

    /// <summary>Its words side by side, without the marks around them; hyphens and the like within words have a backslash.</summary>
    public string Words => string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Word).Where(word => word.Length > 0));

    /// <summary>The text with a backslash before each sign of Lucene's syntax, as its QueryParser.escape does.</summary>
    public string Escaped => string.Concat(Text.Select(c => Signs.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));

    private static string Word(string text)
    {
        var letters = text.Index().Where(pair => char.IsLetterOrDigit(pair.Item)).Select(pair => pair.Index).ToArray();
        return letters.Length == 0
            ? ""
            : string.Concat(text[letters[0]..(letters[^1] + 1)].Select(c => char.IsLetterOrDigit(c) || c is '\'' or '.' or ',' ? $"{c}" : $"\\{c}"));
    }
}
