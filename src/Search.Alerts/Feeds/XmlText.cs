using System.Text;
using System.Xml;

namespace Search.Alerts.Feeds;

/// <summary>Text of strangers made fit for XML 1.0, which has no way to write some characters at all (section 2.2, Char).</summary>
internal static class XmlText
{
    /// <summary>The text without what XML can't carry: control characters, halves of surrogate pairs, U+FFFE and U+FFFF.</summary>
    public static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (XmlConvert.IsXmlChar(text[at]))
                clean.Append(text[at]);
            else if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
                clean.Append(text[at]).Append(text[++at]);
        }
        return clean.ToString();
    }
}
