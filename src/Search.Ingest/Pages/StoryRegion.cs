using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>
/// Finds the story among the blocks of a page's text: the run of blocks with the most running text, where each short block that is
/// no sentence counts against it. So menus before and lists after it fall away however long they are. Linear.
/// </summary>
internal static class StoryRegion
{
    private const int MostCounted = 500;
    private const int ShortCost = 35;
    private const int ChromeCost = 8;

    /// <summary>First block of the story and the block after its last; both the number of blocks where there is no running text.</summary>
    public static (int Start, int End) Find(List<string> blocks)
    {
        var (bestStart, bestEnd, best) = (blocks.Count, blocks.Count, 0);
        var (start, sum) = (0, 0);
        for (var at = 0; at < blocks.Count; at++)
        {
            if (sum <= 0)
                (start, sum) = (at, 0);
            sum += Weight(blocks[at]);
            if (sum > best)
                (bestStart, bestEnd, best) = (start, at + 1, sum);
        }
        return (bestStart, bestEnd);
    }

    /// <summary>Running text of the story itself: no date, byline, caption, label or plea.</summary>
    public static bool IsStory(string block) =>
        TextShape.IsParagraph(block) && !IsAround(block) && HeadLabels.Read(block).Kind == HeadKind.None;

    /// <summary>A block that stands around stories.</summary>
    public static bool IsAround(string block) =>
        Boilerplate.IsChrome(block) || Boilerplate.IsCaption(block) || Boilerplate.IsReference(block)
        || DateText.IsOnlyDate(block, out _) || AuthorNames.IsByline(block) || DatedBylines.TrySplit(block, out _, out _);

    private static int Weight(string block) =>
        IsStory(block) ? Math.Min(block.Length, MostCounted) : IsAround(block) ? -ChromeCost : -ShortCost;
}
