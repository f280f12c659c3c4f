using AngleSharp.Dom;
using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>The paragraphs of a story out of the blocks of its element: without headline, date, byline, links to elsewhere and what follows the end.</summary>
internal static class StoryText
{
    private const double LinkListDensity = 0.6;
    private const int HeadBlocks = 4;

    public static List<string> Read(IReadOnlyList<PageBlock> blocks, IElement story, string title)
    {
        var inside = blocks.Where(block => !block.IsAside && story.Contains(block.Parent)).ToList();
        var end = FindEnd(inside);
        var fold = TextShape.Fold(title);
        var kept = new List<PageBlock>();
        for (var at = 0; at < end; at++)
        {
            if (IsStory(inside, at, kept.Count, fold))
                kept.Add(inside[at]);
        }
        while (kept.Count > 1 && kept[^1].IsHeading)
            kept.RemoveAt(kept.Count - 1);
        return kept.ConvertAll(block => block.Text);
    }

    private static bool IsStory(List<PageBlock> blocks, int at, int before, string title)
    {
        var block = blocks[at];
        if (block.LinkDensity > LinkListDensity && (block.Text.Length < 60 || block.IsListItem || block.LinkDensity > 0.9 && !TextShape.EndsSentence(block.Text)))
            return false;
        if (Boilerplate.IsChrome(block.Text) || Boilerplate.IsCaption(block.Text) && block.Text.Length < 250 || block.LinkDensity > 0.3 && Boilerplate.IsReference(block.Text))
            return false;
        if (block.Parent.LocalName == "h1" || before < HeadBlocks && TextShape.Fold(block.Text) == title)
            return false;
        var isFact = block.Text.Length < 200 && (DateText.IsOnlyDate(block.Text, out _) || AuthorNames.IsByline(block.Text) || DatedBylines.TrySplit(block.Text, out _, out _));
        return !isFact;
    }

    /// <summary>The first block that ends the story, unless more of it follows than came before.</summary>
    private static int FindEnd(List<PageBlock> blocks)
    {
        var all = blocks.Sum(Weight);
        var before = 0;
        for (var at = 0; at < blocks.Count; at++)
        {
            if (before * 2 > all && before > 300 && Boilerplate.EndsStory(blocks[at].Text))
                return at;
            before += Weight(blocks[at]);
        }
        return blocks.Count;
    }

    private static int Weight(PageBlock block) => block.IsGood ? block.Text.Length : 0;
}
