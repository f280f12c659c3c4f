using System.Globalization;
using System.Text;
using System.Xml;
using Search.Alerts.Digests;
using Search.Alerts.Findings;
using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Feeds;

/// <summary>
/// Writes what an alert found as an Atom feed (RFC 4287). Atom has no direction of text: titles carry no characters that change it, and the
/// summaries' HTML says it. Pure.
/// </summary>
internal sealed class AtomFeed(Alert alert, MailLinks links)
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true };

    /// <summary>UTF-8.</summary>
    public byte[] Write(IReadOnlyList<Finding> findings)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement("feed", Namespace);
            WriteHead(xml, findings);
            foreach (var finding in findings)
                WriteEntry(xml, finding);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private void WriteHead(XmlWriter xml, IReadOnlyList<Finding> findings)
    {
        Element(xml, "id", AtomIds.Feed(alert));
        Text(xml, "title", alert.Discreet ? "Alert" : alert.Name, "Alert");
        if (!alert.Discreet)
            Text(xml, "subtitle", "Query: " + alert.Query, "");
        Element(xml, "updated", Instant(findings.Select(finding => finding.Article.Seen).DefaultIfEmpty(alert.CreatedAt).Max()));
        Person(xml, "Search");
        Link(xml, "self", links.Feed(alert.FeedToken), "application/atom+xml");
    }

    private void WriteEntry(XmlWriter xml, Finding finding)
    {
        var article = finding.Article;
        xml.WriteStartElement("entry", Namespace);
        if (!alert.Discreet && Language(article) is { } language)
            xml.WriteAttributeString("xml", "lang", null, language);
        Element(xml, "id", AtomIds.Entry(alert, article));
        Text(xml, "title", alert.Discreet ? "" : article.Title, "Article");
        WriteLinks(xml, article);
        Element(xml, "updated", Instant(article.Seen));
        if (!alert.Discreet)
            WriteDetails(xml, finding);
        xml.WriteEndElement();
    }

    private void WriteLinks(XmlWriter xml, Article article)
    {
        var saved = links.Article(article);
        var original = alert.Discreet ? null : SafeText.WebAddress(article.Url);
        Link(xml, "alternate", original ?? saved, "text/html");
        if (original is not null)
            Link(xml, "related", saved, "text/html");
    }

    private static void WriteDetails(XmlWriter xml, Finding finding)
    {
        var article = finding.Article;
        if (article.Published is { } published)
            Element(xml, "published", Instant(published));
        if (Clean(article.Author) is { Length: > 0 } author)
            Person(xml, author);
        if (Clean(article.Source) is { Length: > 0 } source)
        {
            xml.WriteStartElement("source", Namespace);
            Text(xml, "title", source, "");
            xml.WriteEndElement();
        }
        xml.WriteStartElement("summary", Namespace);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(XmlText.Clean(AtomSummary.Html(finding)));
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text, string otherwise)
    {
        xml.WriteStartElement(name, Namespace);
        xml.WriteAttributeString("type", "text");
        xml.WriteString(Clean(text) is { Length: > 0 } clean ? clean : otherwise);
        xml.WriteEndElement();
    }

    private static void Person(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Namespace);
        Element(xml, "name", name);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string address, string type)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", XmlText.Clean(address));
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string value) => xml.WriteElementString(name, Namespace, value);

    /// <summary>RFC 3339.</summary>
    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Clean(string? text) => XmlText.Clean(SafeText.Line(text, DigestLimits.TitleLength));

    private static string? Language(Article article) =>
        article.Language is { Length: > 0 and <= 35 } language && char.IsAsciiLetter(language[0]) && language.Split('-').All(IsSubtag) ? language : null;

    /// <summary>BCP 47: one to eight letters and digits.</summary>
    private static bool IsSubtag(string subtag) => subtag.Length is > 0 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit);
}
