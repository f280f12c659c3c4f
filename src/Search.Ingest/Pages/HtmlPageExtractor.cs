using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>
/// Recovers an article from an HTML page: title, authors, date, address and outlet from its metadata, the story's paragraphs by names,
/// semantics and density of text. Bounded in time and memory for any input; never throws for a page's content. Thread-safe.
/// </summary>
public static class HtmlPageExtractor
{
    private const int ShortestStory = 140;

    /// <param name="bytes">The page.</param>
    /// <param name="address">Where it came from, if known.</param>
    /// <param name="contentType">The HTTP header, if there was one; its charset comes after a byte order mark.</param>
    public static ExtractedPage Extract(ReadOnlySpan<byte> bytes, string? address = null, string? contentType = null) =>
        Extract(PageEncodings.Decode(bytes, PageEncodings.CharsetOf(contentType)), address);

    /// <inheritdoc cref="Extract(ReadOnlySpan{byte}, string?, string?)"/>
    public static ExtractedPage Extract(string page, string? address = null)
    {
        using var document = new HtmlParser().ParseDocument(PageTrimmer.Trim(page));
        var metadata = new PageMetadata(document, address);
        var body = document.Body is null ? "" : Story(document.Body, metadata);
        return new ExtractedPage
        {
            Title = metadata.Title,
            Authors = metadata.Authors,
            Published = metadata.Published,
            Url = metadata.Url,
            Source = metadata.Source,
            Tags = metadata.Tags,
            Body = body,
            Language = LanguageGuess.Of(body) ?? metadata.Language,
        };
    }

    /// <summary>The text of a fragment such as a feed gives: every paragraph, without markup.</summary>
    public static string TextOfFragment(string html)
    {
        using var document = new HtmlParser().ParseDocument(PageTrimmer.Trim(html));
        if (document.Body is null)
            return "";
        var blocks = PageWalk.Read(document.Body, keepsAsides: true).Where(block => !Boilerplate.IsReadingTime(block.Text) && !FeedTail(block));
        return string.Join("\n\n", blocks.Select(block => block.Text));
    }

    /// <summary>"The post X appeared first on Y" and "Continue reading".</summary>
    private static bool FeedTail(PageBlock block) =>
        block.LinkLength > 0 && block.Text.Length < 400
        && (block.Text.Contains("appeared first on", StringComparison.OrdinalIgnoreCase) || block.LinkDensity > 0.9 && Boilerplate.IsChrome(block.Text));

    private static string Story(IElement body, PageMetadata metadata)
    {
        var text = Read(body, metadata.Title, keepsAsides: false);
        if (text.Length >= ShortestStory)
            return text;
        var trusting = Read(body, metadata.Title, keepsAsides: true);
        var data = metadata.Body is null ? "" : CleanText.Paragraphs(Entities.Decode(metadata.Body));
        return new[] { text, trusting.Length > text.Length * 2 ? trusting : "", data, metadata.Description ?? "" }.MaxBy(candidate => candidate.Length)!;
    }

    private static string Read(IElement body, string title, bool keepsAsides)
    {
        var blocks = PageWalk.Read(body, keepsAsides);
        var story = StoryFinder.Find(blocks);
        return story is null ? "" : string.Join("\n\n", StoryText.Read(blocks, story, title));
    }
}
