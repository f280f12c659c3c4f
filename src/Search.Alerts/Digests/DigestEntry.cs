using System.Text;
using Search.Alerts.Bodies;

namespace Search.Alerts.Digests;

/// <summary>Lays one article of a digest out. However long its texts are, and however many alerts found it, it takes less than half of a mail.</summary>
internal static class DigestEntry
{
    public static Item Of(DigestItem item, TimeZoneInfo zone, MailLinks? links, DigestDetail detail)
    {
        var article = item.Article;
        var title = SafeText.Line(article.Title, DigestLimits.TitleLength) is { Length: > 0 } words ? words : "(without a title)";
        var atRight = SafeText.Direction(title) == "rtl";
        var blocks = new List<Block> { new Paragraph([.. Facts(item, zone)]) { Quiet = true, AtRight = atRight } };
        var excerpt = item.Excerpt.Within(DigestLimits.ExcerptLength, DigestLimits.ExcerptMarks);
        if (excerpt.Text.Trim().Length > 0)
            blocks.Add(new Passage(excerpt, article.Language));
        var more = Why(item.Hits, detail.Name).Concat(Elsewhere(item, links)).ToList();
        if (more.Count > 0)
            blocks.Add(new Paragraph(more) { Quiet = true, AtRight = atRight });
        return new Item(title, SafeText.WebAddress(article.Url, DigestLimits.AddressLength), article.Language, blocks);
    }

    private static IEnumerable<Line> Facts(DigestItem item, TimeZoneInfo zone)
    {
        yield return new Line(DigestWords.Facts(item, zone));
        if (item.Changed && item.Before is not null && item.Before != item.Article.Title && DigestWords.Theirs(item.Before, DigestLimits.TitleLength) is { Length: > 0 } before)
            yield return new Line("Its title was: " + before);
    }

    /// <summary>The alerts that found it, each with its words, as far as there is room, and a count of the others.</summary>
    private static IEnumerable<Line> Why(IReadOnlyList<AlertHit> hits, int nameLength)
    {
        var room = DigestLimits.WhyBytes;
        for (var at = 0; at < hits.Count; at++)
        {
            var words = (at == 0 ? "Why: " : "Also: ") + DigestWords.Why(hits[at], nameLength);
            room -= Encoding.UTF8.GetByteCount(SafeText.Html(words));
            if (room < 0 && at > 0)
            {
                yield return new Line($"Also: {DigestWords.Count(hits.Count - at, "more alert")}");
                yield break;
            }
            yield return new Line(words);
        }
    }

    private static IEnumerable<Line> Elsewhere(DigestItem item, MailLinks? links)
    {
        if (item.OtherOutlets > 0)
            yield return new Line(DigestWords.Others(item.OtherOutlets));
        if (links is not null)
            yield return new Line("", new Link("Saved copy", links.Article(item.Article)));
    }
}
