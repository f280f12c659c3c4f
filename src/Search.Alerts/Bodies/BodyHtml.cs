using System.Text;
using Search.Alerts.Digests;

namespace Search.Alerts.Bodies;

/// <summary>
/// Writes a body as HTML: inline styles, one small style sheet for dark, no images, no scripts. Others' words stand in elements that carry
/// their own language and direction.
/// </summary>
internal sealed class BodyHtml
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
        <style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){body,.m{background:#17191d!important;color:#e4e2de!important}a{color:#8fb6f5!important}a.b{background:#2f5fb3!important;color:#fff!important}.q{color:#a5a29d!important}mark{background:#574708!important;color:#fff2c2!important}.r{border-color:#34373d!important}}</style>
        <title>
        """;

    /// <summary>Outlook on Windows knows no greatest width.</summary>
    private const string OpenWidth = "<!--[if mso]><table role=\"presentation\" width=\"640\" align=\"center\"><tr><td><![endif]-->";

    private const string CloseWidth = "<!--[if mso]></td></tr></table><![endif]-->";

    private const string Body = "margin:0;padding:0;background:#fff;color:#1d1d1f";
    private const string Main = "max-width:640px;margin:0 auto;padding:20px 16px 32px;font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere";
    private const string TopStyle = "margin:0 0 8px;font-size:22px;line-height:1.3";
    private const string HeadingStyle = "margin:28px 0 4px;font-size:20px;line-height:1.3";
    private const string TailStyle = "display:inline-block;font-size:15px;font-weight:400;color:#5f6368";
    private const string PassageStyle = "margin:8px 0";
    private const string Plain = "margin:14px 0";
    private const string Quiet = "margin:4px 0;font-size:13px;color:#5f6368";
    private const string AtRight = ";text-align:right";
    private const string Entry = "margin:16px 0 0;padding:16px 0 0;border-top:1px solid #e4e4e7";
    private const string TitleStyle = "margin:0;font-size:17px;line-height:1.35";
    private const string CalmLink = "color:#1a56b8;text-decoration:none";
    private const string LinkStyle = "color:#1a56b8";
    private const string ButtonStyle = "display:inline-block;padding:10px 18px;border-radius:6px;background:#1a56b8;color:#fff;font-weight:600;text-decoration:none";
    private const string Mark = "background:#ffefb0;color:#1d1d1f";
    private const string End = "margin:32px 0 0;padding:12px 0 0;border-top:1px solid #e4e4e7";

    private readonly StringBuilder _html = new();

    public static string Write(MailBody body)
    {
        var writer = new BodyHtml();
        var html = writer._html.Append(Head.TrimEnd()).Append(SafeText.Html(body.Title)).Append("</title></head>\n");
        html.Append("<body style=\"").Append(Body).Append("\">").Append(OpenWidth).Append("<div class=\"m\" style=\"").Append(Main).Append("\">\n");
        foreach (var block in body.Blocks)
            writer.Write(block);
        return html.Append("</div>").Append(CloseWidth).Append("</body></html>\n").ToString();
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case Heading heading:
                Write(heading);
                break;
            case Paragraph paragraph:
                Write(paragraph);
                break;
            case Passage passage:
                Write(passage);
                break;
            case Button button:
                _html.Append("<p style=\"margin:20px 0\">").Append("<a class=\"b\" href=\"").Append(SafeText.Html(button.Link.Address)).Append("\" style=\"").Append(ButtonStyle).Append("\">");
                WriteWords(button.Link.Words);
                _html.Append("</a></p>\n");
                break;
            case Item item:
                Write(item);
                break;
            case Footer footer:
                _html.Append("<div class=\"r\" style=\"").Append(End).Append("\">\n");
                foreach (var inner in footer.Blocks)
                    Write(inner);
                _html.Append("</div>\n");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block, message: null);
        }
    }

    private void Write(Heading heading)
    {
        var tag = heading.Top ? "h1" : "h2";
        _html.Append('<').Append(tag).Append(heading.Id is null ? "" : $" id=\"{heading.Id}\"").Append(Direction(heading.Words));
        _html.Append(" style=\"").Append(heading.Top ? TopStyle : HeadingStyle).Append("\">").Append(SafeText.Html(heading.Words));
        if (heading.Tail is not null)
            _html.Append(" <span class=\"q\" dir=\"ltr\" style=\"").Append(TailStyle).Append("\">").Append(SafeText.Html(heading.Tail)).Append("</span>");
        _html.Append("</").Append(tag).Append(">\n");
    }

    private void Write(Paragraph paragraph)
    {
        _html.Append(paragraph.Quiet ? "<p class=\"q\" style=\"" : "<p style=\"").Append(paragraph.Quiet ? Quiet : Plain);
        _html.Append(paragraph.AtRight ? AtRight : "").Append("\">");
        for (var at = 0; at < paragraph.Lines.Count; at++)
        {
            _html.Append(at == 0 ? "" : "<br>\n");
            Write(paragraph.Lines[at]);
        }
        _html.Append("</p>\n");
    }

    private void Write(Line line)
    {
        if (line.Anchor is not null)
            Write(new Link(line.Words, "#" + line.Anchor), CalmLink);
        else
            WriteWords(line.Words);
        for (var at = 0; at < line.Links.Count; at++)
        {
            _html.Append(at == 0 && line.Words.Length == 0 ? "" : " · ");
            Write(line.Links[at], LinkStyle);
        }
    }

    private void Write(Link link, string style)
    {
        _html.Append("<a href=\"").Append(SafeText.Html(link.Address)).Append("\" style=\"").Append(style).Append("\">");
        WriteWords(link.Words);
        _html.Append("</a>");
    }

    private void Write(Item item)
    {
        _html.Append("<div class=\"r\" style=\"").Append(Entry).Append("\">\n<h3").Append(Language(item.Language)).Append(Direction(item.Title));
        _html.Append(" style=\"").Append(TitleStyle).Append("\">");
        if (item.Address is { } address)
            Write(new Link(item.Title, address), CalmLink);
        else
            _html.Append(SafeText.Html(item.Title));
        _html.Append("</h3>\n");
        foreach (var block in item.Blocks)
            Write(block);
        _html.Append("</div>\n");
    }

    private void Write(Passage passage)
    {
        _html.Append("<p").Append(Language(passage.Language)).Append(Direction(passage.Excerpt.Text)).Append(" style=\"").Append(PassageStyle).Append("\">");
        foreach (var (text, marked) in passage.Excerpt.Parts())
        {
            var safe = SafeText.Html(text);
            _html.Append(marked ? $"<mark style=\"{Mark}\">{safe}</mark>" : safe);
        }
        _html.Append("</p>\n");
    }

    private void WriteWords(string words)
    {
        foreach (var (text, theirs) in Isolate.Split(words))
        {
            var safe = SafeText.Html(text);
            _html.Append(theirs && SafeText.HasRightToLeft(text) ? $"<span dir=\"{SafeText.Direction(text)}\">{safe}</span>" : safe);
        }
    }

    /// <summary>The document runs from left to right.</summary>
    private static string Direction(string words) => SafeText.Direction(words) == "rtl" ? " dir=\"rtl\"" : "";

    private static string Language(string? language) =>
        language is { Length: > 0 and <= 35 } && language != "en" && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? $" lang=\"{language}\"" : "";
}
