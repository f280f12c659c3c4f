using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>
/// Recovers an article from the plain text of a page, where what stands around the story (reading time, dates, bylines, captions,
/// sharing) is only to be known by its wording, shape and place. Linear in the text's length. Thread-safe.
/// </summary>
public static class TextPageExtractor
{
    private const int HeadBlocks = 25;
    private const int ShortestStoryBeforeEnd = 200;

    /// <summary>The article in <paramref name="text"/>; a text without any chrome comes back as it is, its first line the title.</summary>
    public static ExtractedPage Extract(string text)
    {
        var blocks = TextBlocks.Split(text);
        var start = FindStory(blocks);
        var head = ReadHead(blocks, start);
        var story = ReadStory(blocks, start, head);
        var body = string.Join("\n\n", story);
        return new ExtractedPage
        {
            Title = head.Title,
            Authors = head.Authors,
            Published = head.Published,
            Body = body,
            Language = LanguageGuess.Of(head.Title + "\n" + body),
        };
    }

    /// <summary>Index of the first block of running text; the number of blocks where there is none.</summary>
    private static int FindStory(List<string> blocks)
    {
        for (var at = 0; at < Math.Min(blocks.Count, HeadBlocks); at++)
        {
            if (IsStory(blocks[at]) && (at > 0 || !TextShape.IsHeadline(blocks[at])))
                return at;
        }
        for (var at = 0; at < blocks.Count; at++)
        {
            if (IsStory(blocks[at]) && blocks[at].Length > 120)
                return at;
        }
        return Math.Min(blocks.Count, 1);
    }

    private static bool IsStory(string block) =>
        TextShape.IsParagraph(block) && !IsAround(block) && !TeaserOfByline(block) && HeadLabels.Read(block).Kind == HeadKind.None;

    private static bool IsAround(string block) =>
        Boilerplate.IsChrome(block) || Boilerplate.IsCaption(block) || Boilerplate.IsReference(block)
        || DateText.IsOnlyDate(block, out _) || AuthorNames.IsByline(block);

    /// <summary>A date followed by a byline in one line, as a theme's excerpt joins them.</summary>
    private static bool TeaserOfByline(string block) => DatedBylines.TrySplit(block, out _, out _);

    private static PageHead ReadHead(List<string> blocks, int start)
    {
        var head = new PageHead();
        for (var at = 0; at < start; at++)
            head.Read(blocks[at]);
        head.ChooseTitle(blocks, start);
        return head;
    }

    private static List<string> ReadStory(List<string> blocks, int start, PageHead head)
    {
        var story = new List<string>();
        var length = 0;
        var title = TextShape.Fold(head.Title);
        for (var at = start; at < blocks.Count; at++)
        {
            var block = blocks[at];
            if (length >= ShortestStoryBeforeEnd && Boilerplate.EndsStory(block) && !ResumesAfter(blocks, at, length))
                break;
            if (IsAround(block) || TeaserOfByline(block))
            {
                head.ReadLate(block);
                continue;
            }
            if (story.Count < 3 && TextShape.Fold(block) == title)
                continue;
            story.Add(block);
            length += block.Length;
        }
        TrimTail(story);
        return story;
    }

    /// <summary>"Share this article" may stand in the middle: the story goes on where more running text follows than came before.</summary>
    private static bool ResumesAfter(List<string> blocks, int end, int length)
    {
        var rest = 0;
        for (var at = end + 1; at < blocks.Count; at++)
            rest += IsStory(blocks[at]) ? blocks[at].Length : 0;
        return rest > length;
    }

    /// <summary>After the last paragraph only menus and lists of other headlines follow.</summary>
    private static void TrimTail(List<string> story)
    {
        var last = story.FindLastIndex(TextShape.IsParagraph);
        if (last >= 0 && story.Count - last - 1 is var tail and > 0 && !IsPartOfStory(story, last, tail))
            story.RemoveRange(last + 1, tail);
    }

    /// <summary>A list that a paragraph announces by a colon belongs to it.</summary>
    private static bool IsPartOfStory(List<string> story, int last, int tail) => story[last].EndsWith(':') && tail < 20 || last < tail && story.Count < 6 && last == 0;
}
