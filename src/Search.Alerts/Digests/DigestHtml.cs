using System.Text;

namespace Search.Alerts.Digests;

/// <summary>
/// The HTML part: inline styles that hold in light and dark, no images, no scripts. Each article carries its own language and direction.
/// </summary>
internal static class DigestHtml
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
        <style>@media (prefers-color-scheme: dark){body{background:#16181c !important;color:#e8e6e3 !important}a{color:#8ab4f8 !important}.quiet{color:#a8a6a3 !important}}</style>
        <title>
        """;

    private const string BodyStyle =
        "margin:0 auto;padding:16px;max-width:640px;font-family:Georgia,'Times New Roman',serif;font-size:16px;line-height:1.45;background:#ffffff;color:#1d1d1f";

    private const string QuietStyle = "margin:2px 0;font-family:Arial,Helvetica,sans-serif;font-size:13px;color:#5f6368";

    private const string MarkStyle = "background:#ffe58a;color:#1d1d1f;padding:0 1px";

    public static string Render(Digest digest, MailLinks? links)
    {
        var html = new StringBuilder(Head.TrimEnd());
        html.Append(SafeText.Html(DigestWords.Subject(digest))).Append("</title></head>\n");
        html.Append("<body style=\"").Append(BodyStyle).Append("\">\n");
        if (digest.IsTest)
            Quiet(html, "This is a test. It tells what the alert found last, and nothing is counted as told.");
        foreach (var section in digest.Sections)
            RenderSection(html, digest, section, links);
        if (digest.More > 0)
            RenderMore(html, digest, links);
        RenderFooter(html, digest, links);
        return html.Append("</body></html>\n").ToString();
    }

    private static void RenderSection(StringBuilder html, Digest digest, DigestSection section, MailLinks? links)
    {
        if (!digest.Discreet)
            RenderHeading(html, section);
        foreach (var item in section.Items)
            RenderItem(html, digest, item, links);
    }

    private static void RenderHeading(StringBuilder html, DigestSection section)
    {
        var heading = DigestText.Heading(section);
        html.Append("<h2 dir=\"").Append(SafeText.Direction(heading));
        html.Append("\" style=\"margin:24px 0 4px;font-size:20px\">").Append(SafeText.Html(heading)).Append("</h2>\n");
        Quiet(html, "Query: " + SafeText.Line(section.Alert.Query));
        if (section.IsOwner && SafeText.Line(section.Alert.Note) is { Length: > 0 } note)
            Quiet(html, "Note: " + note);
    }

    private static void RenderItem(StringBuilder html, Digest digest, DigestItem item, MailLinks? links)
    {
        html.Append("<div style=\"margin:16px 0;padding:0 0 12px;border-bottom:1px solid #8884\">\n");
        if (digest.Discreet)
            html.Append("<p style=\"margin:0\">").Append(DigestWords.Count(1, "article")).Append("</p>\n");
        else
            RenderWords(html, digest, item);
        if (links is not null)
            html.Append("<p class=\"quiet\" style=\"").Append(QuietStyle).Append("\">").Append(Link(links.Article(item.Article), "Saved copy")).Append("</p>\n");
        html.Append("</div>\n");
    }

    private static void RenderWords(StringBuilder html, Digest digest, DigestItem item)
    {
        RenderTitle(html, item);
        Quiet(html, DigestWords.Facts(item, digest.Zone));
        if (item.Excerpt.Text.Length > 0)
            RenderExcerpt(html, item);
        foreach (var hit in item.Hits)
            Quiet(html, "Why: " + DigestWords.Why(hit));
        if (item.OtherOutlets > 0)
            Quiet(html, DigestWords.Others(item.OtherOutlets));
    }

    private static void RenderTitle(StringBuilder html, DigestItem item)
    {
        var title = DigestText.Title(item);
        html.Append("<h3").Append(Language(item)).Append(" dir=\"").Append(SafeText.Direction(title));
        html.Append("\" style=\"margin:0;font-size:18px\">");
        html.Append(SafeText.WebAddress(item.Article.Url) is { } url ? Link(url, title) : SafeText.Html(title)).Append("</h3>\n");
    }

    private static void RenderExcerpt(StringBuilder html, DigestItem item)
    {
        html.Append("<p").Append(Language(item)).Append(" dir=\"").Append(SafeText.Direction(item.Excerpt.Text)).Append("\" style=\"margin:6px 0\">");
        var at = 0;
        foreach (var (start, length) in item.Excerpt.Marks)
        {
            html.Append(SafeText.Html(item.Excerpt.Text[at..start])).Append("<mark style=\"").Append(MarkStyle).Append("\">");
            html.Append(SafeText.Html(item.Excerpt.Text.Substring(start, length))).Append("</mark>");
            at = start + length;
        }
        html.Append(SafeText.Html(item.Excerpt.Text[at..])).Append("</p>\n");
    }

    private static void RenderMore(StringBuilder html, Digest digest, MailLinks? links)
    {
        var more = $"and {DigestWords.Count(digest.More, "more article")}";
        html.Append("<p style=\"margin:16px 0\">").Append(links is null ? SafeText.Html(more) : Link(links.Digest(digest.Id), more)).Append("</p>\n");
    }

    private static void RenderFooter(StringBuilder html, Digest digest, MailLinks? links)
    {
        foreach (var section in digest.Sections)
            RenderSubscription(html, digest, section, links);
        if (links is not null)
            Links(html, [Link(links.UnsubscribeAll(digest.Recipient), "Stop all mail from this service")]);
        Quiet(html, $"Times are those of {digest.Zone.Id}.");
    }

    private static void RenderSubscription(StringBuilder html, Digest digest, DigestSection section, MailLinks? links)
    {
        if (!digest.Discreet)
            Quiet(html, DigestWords.Because(section));
        if (links is null)
            return;
        var edit = section.IsOwner ? new[] { Link(links.Alert(section.Alert), "Edit or pause") } : [];
        Links(html, [.. edit, Link(links.Unsubscribe(section.Subscription), "Stop this alert")]);
    }

    private static void Links(StringBuilder html, IReadOnlyList<string> links) =>
        html.Append("<p class=\"quiet\" style=\"").Append(QuietStyle).Append("\">").AppendJoin(" · ", links).Append("</p>\n");

    private static void Quiet(StringBuilder html, string text) =>
        html.Append("<p class=\"quiet\" dir=\"auto\" style=\"").Append(QuietStyle).Append("\">").Append(SafeText.Html(text)).Append("</p>\n");

    private static string Link(string address, string text) =>
        $"<a href=\"{SafeText.Html(address)}\" style=\"color:#1a56b8\">{SafeText.Html(text)}</a>";

    private static string Language(DigestItem item) => item.Article.Language is { Length: > 0 } language && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        ? $" lang=\"{language}\""
        : "";
}
