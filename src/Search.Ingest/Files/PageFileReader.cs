using Search.Data.Articles;
using Search.Ingest.Identity;
using Search.Ingest.Pages;
using Search.Ingest.Text;

namespace Search.Ingest.Files;

/// <summary>Reads a saved page, HTML or its plain text, as one article.</summary>
internal static class PageFileReader
{
    /// <summary>Bytes of the largest page that is read: 32 MiB.</summary>
    public const long LargestPage = 32 << 20;

    public static IEnumerable<IncomingArticle> Read(string path, FileReport report)
    {
        if (ReadBytes(path, report) is not { } bytes)
            yield break;
        if (bytes.Length == 0)
            report.Skip("the file is empty");
        else if (IsBinary(bytes))
            report.Skip("this is no text (binary data)");
        else if (Article(path, bytes, report) is { } article)
            yield return article;
    }

    private static byte[]? ReadBytes(string path, FileReport report)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (file.Length > LargestPage)
            {
                report.Skip("the page is larger than 32 MiB");
                return null;
            }
            using var copy = new MemoryStream((int)file.Length);
            file.CopyTo(copy);
            return copy.ToArray();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            report.Skip("the file can't be read: " + error.Message);
            return null;
        }
    }

    /// <summary>Null bytes that belong to no UTF-16 or UTF-32 text, or more control characters than text has.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, 8_192)];
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..] or [(byte)'<', 0, ..] or [0, (byte)'<', ..])
            return false;
        int zeros = 0, controls = 0;
        foreach (var value in head)
        {
            zeros += value == 0 ? 1 : 0;
            controls += value is < 9 or (> 13 and < 27) ? 1 : 0;
        }
        return zeros * 200 > head.Length || controls * 20 > head.Length;
    }

    private static IncomingArticle? Article(string path, byte[] bytes, FileReport report)
    {
        var isText = ArticleFiles.KindOf(path) == ".txt" && !PageKinds.LooksLikeHtml(bytes);
        var page = isText ? TextPageExtractor.Extract(PageEncodings.Decode(bytes)) : HtmlPageExtractor.Extract(bytes);
        if (page.Body.Length == 0 && page.Title.Length == 0)
        {
            report.Skip("no article was found on the page");
            return null;
        }
        report.Read++;
        return new IncomingArticle(Draft(page), report, page.Url);
    }

    private static ArticleDraft Draft(ExtractedPage page) => new()
    {
        Url = UrlCanonicalizer.Canonicalize(page.Url),
        Title = page.Title,
        Author = AuthorNames.Join(page.Authors),
        Published = page.Published,
        Source = page.Source,
        Language = page.Language,
        Body = page.Body,
        Tags = page.Tags,
    };
}
