using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>Cuts plain text into paragraphs: at empty lines, and at line ends where lines aren't merely wrapped.</summary>
internal static class TextBlocks
{
    private const int ShortestWrapped = 45;
    private const int LongestWrapped = 110;

    public static List<string> Split(string text)
    {
        var blocks = new List<string>();
        var lines = new List<string>();
        foreach (var line in text.EnumerateLines())
        {
            var clean = CleanText.Line(line.ToString());
            if (clean.Length > 0)
            {
                lines.Add(clean);
                continue;
            }
            Close(lines, blocks);
        }
        Close(lines, blocks);
        return blocks;
    }

    private static void Close(List<string> lines, List<string> blocks)
    {
        if (lines.Count > 1 && IsWrapped(lines))
            blocks.Add(string.Join(' ', lines));
        else
            blocks.AddRange(lines);
        lines.Clear();
    }

    /// <summary>Lines of about one length, most of which end inside a sentence.</summary>
    private static bool IsWrapped(List<string> lines)
    {
        var inside = 0;
        for (var at = 0; at < lines.Count - 1; at++)
        {
            if (lines[at].Length is < ShortestWrapped or > LongestWrapped)
                return false;
            inside += TextShape.EndsSentence(lines[at]) ? 0 : 1;
        }
        return inside * 2 >= lines.Count - 1;
    }
}
