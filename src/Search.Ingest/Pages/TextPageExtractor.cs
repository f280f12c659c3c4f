using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>
/// Recovers an article from the plain text of a page, where what stands around the story (menus, reading time, dates, bylines, captions,
/// sharing) is only to be known by its wording, shape and place. Linear in the text's length. Thread-safe.
/// </summary>
public static class TextPageExtractor
{
    private const int ShortestStoryBeforeEnd = 200;
    private const int BlocksReadAfter = 4;
    private const int LongestHeadline = 220;

    /// <summary>The article in <paramref name="text"/>; a text without any chrome comes back as it is, its first line the title.</summary>
    public static ExtractedPage Extract(string text)
    {
        var blocks = TextBlocks.Split(text);
        var (start, end) = Region(blocks);
        var head = PageHead.Of(blocks, start, end);
        var story = ReadStory(blocks, start, end, head);
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

    /// <summary>The story's blocks; without running text everything but the first line.</summary>
    private static (int Start, int End) Region(List<string> blocks)
    {
        var (start, end) = StoryRegion.Find(blocks);
        while (start + 1 < end && IsLongHeadline(blocks[start]))
            start++;
        return start < blocks.Count ? (start, end) : (Math.Min(blocks.Count, 1), blocks.Count);
    }

    /// <summary>A headline as long as a paragraph, or a question: no story begins with one, nor with text that ends nowhere.</summary>
    private static bool IsLongHeadline(string block) =>
        block.Length < LongestHeadline && (!TextShape.EndsSentence(block) || block[^1] is '?' or '!' or '؟' or ':');

    private static List<string> ReadStory(List<string> blocks, int start, int end, PageHead head)
    {
        var story = new List<string>();
        var length = 0;
        var title = TextShape.Fold(head.Title);
        var stop = Math.Min(blocks.Count, end + BlocksReadAfter);
        for (var at = start; at < stop; at++)
        {
            var block = blocks[at];
            if (length >= ShortestStoryBeforeEnd && Boilerplate.EndsStory(block) && !ResumesAfter(blocks, at, end, length))
                break;
            if (StoryRegion.IsAround(block))
            {
                head.ReadLate(block);
                continue;
            }
            if (at >= end || (story.Count < 3 && TextShape.Fold(block) == title))
                continue;
            story.Add(block);
            length += block.Length;
        }
        return story;
    }

    /// <summary>"Share this article" may stand in the middle: the story goes on where more running text follows than came before.</summary>
    private static bool ResumesAfter(List<string> blocks, int at, int end, int length)
    {
        var rest = 0;
        for (var next = at + 1; next < end; next++)
            rest += StoryRegion.IsStory(blocks[next]) ? blocks[next].Length : 0;
        return rest > length;
    }
}
