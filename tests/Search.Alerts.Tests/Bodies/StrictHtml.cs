using System.Text;

namespace Search.Alerts.Tests.Bodies;

/// <summary>
/// Reads a mail's HTML as strictly as can be: only the elements and attributes that the template has, each element closed in its order,
/// no bare <c>&lt;</c>, <c>&gt;</c>, <c>"</c> or <c>&amp;</c> in text or values. Gives its content as the text part would say it.
/// </summary>
internal sealed class StrictHtml
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["html"] = ["lang", "dir"],
        ["head"] = [],
        ["meta"] = ["charset", "name", "content"],
        ["style"] = [],
        ["title"] = [],
        ["body"] = ["style"],
        ["div"] = ["class", "style"],
        ["h1"] = ["id", "dir", "style"],
        ["h2"] = ["id", "dir", "style"],
        ["h3"] = ["lang", "dir", "style"],
        ["p"] = ["class", "style", "lang", "dir"],
        ["span"] = ["class", "dir", "style"],
        ["a"] = ["class", "href", "style"],
        ["mark"] = ["style"],
        ["br"] = [],
    };

    private static readonly string[] Inline = ["span", "mark"];
    private static readonly string[] Conditional =
    [
        "<!--[if mso]><table role=\"presentation\" width=\"640\" align=\"center\"><tr><td><![endif]-->", "<!--[if mso]></td></tr></table><![endif]-->",
    ];

    private readonly string _html;
    private readonly Stack<string> _open = new();
    private readonly StringBuilder _text = new();
    private readonly Stack<string?> _addresses = new();
    private int _at;

    private StrictHtml(string html) => _html = html;

    /// <summary>Pieces of text and addresses in their order, as both parts have them; marks between asterisks.</summary>
    public List<string> Pieces { get; } = [];

    public List<string> Addresses { get; } = [];

    public List<string> Ids { get; } = [];

    public string Title { get; private set; } = "";

    public static StrictHtml Read(string html)
    {
        var reader = new StrictHtml(html);
        reader.ReadAll();
        return reader;
    }

    private void ReadAll()
    {
        const string Doctype = "<!DOCTYPE html>\n";
        Assert.StartsWith(Doctype, _html);
        _at = Doctype.Length;
        while (_at < _html.Length)
        {
            if (_html[_at] == '<')
                ReadMarkup();
            else
                ReadText();
        }
        Assert.Empty(_open);
    }

    private void ReadMarkup()
    {
        if (Conditional.FirstOrDefault(comment => string.CompareOrdinal(_html, _at, comment, 0, comment.Length) == 0) is { } known)
        {
            _at += known.Length;
            return;
        }
        var end = _html.IndexOf('>', _at);
        Assert.True(end > 0, "a tag that does not end");
        var tag = _html[(_at + 1)..end];
        _at = end + 1;
        if (tag.StartsWith('/'))
            Close(tag[1..]);
        else
            Open(tag);
    }

    private void Open(string tag)
    {
        var name = tag.Split(' ')[0];
        Assert.True(Allowed.TryGetValue(name, out var attributes), $"element {name}");
        var values = Attributes(tag[name.Length..], attributes);
        // What stands between links side by side; in text they have lines of their own.
        if (name == "a" && _text.ToString().EndsWith(" · ", StringComparison.Ordinal))
            _text.Length -= " · ".Length;
        if (!Inline.Contains(name) || values.ContainsKey("class"))
            Flush();
        if (name == "mark")
            _text.Append('*');
        if (values.TryGetValue("id", out var id))
            Ids.Add(id);
        if (name == "a")
            _addresses.Push(values["href"]);
        if (name is "br" or "meta")
            return;
        _open.Push(name);
        if (name == "style")
        {
            Assert.Equal(["style", "head", "html"], _open);
            _at = _html.IndexOf("</style>", _at, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> Attributes(string text, string[] allowed)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (text.Length > 0)
        {
            var equals = text.IndexOf("=\"", StringComparison.Ordinal);
            Assert.True(text[0] == ' ' && equals > 1, $"attributes: {text}");
            var end = text.IndexOf('"', equals + 2);
            var name = text[1..equals];
            Assert.Contains(name, allowed);
            Assert.True(values.TryAdd(name, Unescape(text[(equals + 2)..end])), $"{name} twice");
            text = text[(end + 1)..];
        }
        Assert.All(values.Where(pair => pair.Key == "href").Select(pair => pair.Value), address =>
            Assert.True(address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal) || address.StartsWith('#'), address));
        return values;
    }

    private void Close(string name)
    {
        Assert.Equal(name, _open.Pop());
        if (name == "mark")
            _text.Append('*');
        if (!Inline.Contains(name))
            Flush();
        if (name == "a" && _addresses.Pop() is { } address && !address.StartsWith('#'))
        {
            Addresses.Add(address);
            Pieces.Add(address);
        }
    }

    private void ReadText()
    {
        var end = _html.IndexOf('<', _at);
        var text = Unescape(_html[_at..(end < 0 ? _html.Length : end)]);
        _at = end < 0 ? _html.Length : end;
        if (_open.Contains("title"))
            Title += text;
        else if (_open.Contains("body"))
            _text.Append(text);
        else
            Assert.True(text.Trim().Length == 0, text);
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            Assert.True(text[at] is not ('<' or '>' or '"' or '\''), $"unescaped: {text}");
            if (text[at] != '&')
            {
                plain.Append(text[at]);
                continue;
            }
            var end = text.IndexOf(';', at);
            Assert.True(end > 0, $"a bare &: {text}");
            plain.Append(text[(at + 1)..end] switch { "amp" => '&', "lt" => '<', "gt" => '>', "quot" => '"', "#39" => '\'', var other => throw new FormatException($"&{other};") });
            at = end;
        }
        return plain.ToString();
    }

    private void Flush()
    {
        var text = SameContent.Normal(_text.ToString());
        _text.Clear();
        if (text.Length > 0)
            Pieces.Add(text);
    }
}
