using System.Text;

namespace Search.Ingest.Pages;

/// <summary>
/// Rewrites hostile or bloated HTML into what extraction needs before a tree is built of it: scripts but JSON-LD, styles, drawings,
/// comments and formatting elements are gone, attributes that mean nothing here too, nesting and size are bounded. Linear in time;
/// so the tree that a parser builds of the result is linear in its size (no adoption of thousands of open formatting elements).
/// </summary>
internal sealed class PageTrimmer
{
    /// <summary>Characters of a page that are read; what follows is left out.</summary>
    public const int LongestPage = 4_000_000;

    private const int DeepestNesting = 200;
    private const int LongestAttribute = 4_000;
    private const int LongestName = 40;
    private const int MostTags = 300_000;

    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "b", "i", "u", "font", "em", "strong", "small", "s", "strike", "tt", "big", "code", "nobr", "span", "center", "wbr", "mark", "sup", "sub",
        "abbr", "ins", "del", "cite", "q", "kbd", "samp", "var", "picture", "source", "path", "input", "label", "link-placeholder", "base-placeholder",
        "param", "embed", "object", "area", "map", "col", "colgroup", "frameset", "frame", "table", "tbody", "thead", "tfoot",
    };

    private static readonly HashSet<string> Raw = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes", "svg", "math", "select", "template", "button", "video", "audio", "canvas",
        "noscript",
    };

    private static readonly HashSet<string> Flat = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "li", "dt", "dd", "option", "br", "hr", "img", "meta", "link", "html", "head", "body",
    };

    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "class", "id", "href", "rel", "itemprop", "itemtype", "itemscope", "role", "content", "name", "property", "datetime", "style", "hidden",
        "aria-hidden", "type", "lang", "dir", "data-testid", "title", "pubdate", "data-component", "alt",
    };

    private const int MostInlineKept = 3_000;
    private const int DeepestInline = 40;

    private readonly Stack<(string Name, bool IsKept)> _inline = new();
    private readonly string _page;
    private readonly StringBuilder _written;
    private int _at;
    private int _depth;
    private int _tags;
    private int _inlineKept;

    private PageTrimmer(string page)
    {
        _page = page.Length > LongestPage ? page[..LongestPage] : page;
        _written = new StringBuilder(Math.Min(_page.Length, 1 << 20));
    }

    public static string Trim(string page) => new PageTrimmer(page).Run();

    private string Run()
    {
        while (_at < _page.Length)
        {
            var open = _page.IndexOf('<', _at);
            if (open < 0 || open + 1 >= _page.Length)
            {
                _written.Append(_page, _at, _page.Length - _at);
                break;
            }
            _written.Append(_page, _at, open - _at);
            _at = open;
            Markup();
        }
        return _written.Replace('\0', ' ').ToString();
    }

    private void Markup()
    {
        var next = _page[_at + 1];
        if (char.IsAsciiLetter(next))
            Start();
        else if (next == '/')
            End();
        else if (next is '!' or '?')
            Declaration();
        else
            Literal();
    }

    private void Literal()
    {
        _written.Append("&lt;");
        _at++;
    }

    private void Declaration()
    {
        if (!_page.AsSpan(_at).StartsWith("<!--", StringComparison.Ordinal))
        {
            SkipPast(">");
            return;
        }
        _at += 4;
        if (_page.AsSpan(_at).StartsWith(">", StringComparison.Ordinal))
            _at++;
        else
            SkipPast("-->");
    }

    private void SkipPast(string mark)
    {
        var end = _page.IndexOf(mark, _at, StringComparison.Ordinal);
        _at = end < 0 ? _page.Length : end + mark.Length;
    }

    private void End()
    {
        var name = Name(_at + 2);
        var close = _page.IndexOf('>', _at);
        _at = close < 0 ? _page.Length : close + 1;
        if (name.Length == 0)
            return;
        if (IsDropped(name))
        {
            EndInline(name);
            Separate(name);
            return;
        }
        if (!Flat.Contains(name))
            _depth = Math.Max(0, _depth - 1);
        _written.Append("</").Append(name).Append('>');
    }

    private string Name(int from)
    {
        var end = from;
        while (end < _page.Length && end - from < LongestName && (char.IsAsciiLetterOrDigit(_page[end]) || _page[end] is '-' or ':'))
            end++;
        return _page[from..end];
    }

    private void Start()
    {
        var name = Name(_at + 1);
        _at += 1 + name.Length;
        var attributes = Attributes(out var closed);
        var tooMany = ++_tags > MostTags || _depth >= DeepestNesting && !Flat.Contains(name);
        if (Raw.Contains(name))
        {
            RawElement(name, attributes, closed);
            return;
        }
        if (IsDropped(name) || tooMany)
        {
            if (!closed && !tooMany)
                StartInline(name, attributes);
            Separate(name);
            return;
        }
        if (!Flat.Contains(name) && !closed)
            _depth++;
        _written.Append('<').Append(name);
        Write(attributes);
        _written.Append('>');
        if (closed && !Flat.Contains(name))
            _written.Append("</").Append(name).Append('>');
    }

    /// <summary>A dropped element whose names speak of author or date stays as a <c>span</c>, for the metadata.</summary>
    private void StartInline(string name, List<(string Name, string Value)> attributes)
    {
        if (_inline.Count >= DeepestInline)
            return;
        var isKept = _inlineKept < MostInlineKept && attributes.Exists(SpeaksOfFacts);
        _inline.Push((name, isKept));
        if (!isKept)
            return;
        _inlineKept++;
        _written.Append("<span");
        Write(attributes);
        _written.Append('>');
    }

    private static bool SpeaksOfFacts((string Name, string Value) attribute) =>
        attribute.Name is "itemprop" or "rel" or "datetime"
        || attribute.Name is "class" or "id" && Facts.Any(fact => attribute.Value.Contains(fact, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] Facts = ["author", "autor", "byline", "date", "datum", "time", "publish", "posted", "vcard", "fn", "meta", "hidden", "caption", "comment", "share", "sr-only", "screen-reader"];

    private void EndInline(string name)
    {
        if (!_inline.Any(open => open.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            return;
        while (_inline.TryPop(out var open))
        {
            if (open.IsKept)
                _written.Append("</span>");
            if (open.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return;
        }
    }

    private static bool IsDropped(string name) => Dropped.Contains(name);

    /// <summary>Words on both sides of a dropped table part don't run together.</summary>
    private void Separate(string name)
    {
        if (name.Length > 4 && (name[0] is 't' or 'T' or 'l' or 'L'))
            _written.Append(' ');
    }

    private void RawElement(string name, List<(string Name, string Value)> attributes, bool closed)
    {
        if (closed)
            return;
        var close = _page.IndexOf("</" + name, _at, StringComparison.OrdinalIgnoreCase);
        var inner = close < 0 ? _page[_at..] : _page[_at..close];
        var isTitle = name.Equals("title", StringComparison.OrdinalIgnoreCase);
        var isData = name.Equals("script", StringComparison.OrdinalIgnoreCase) && attributes.Exists(a => a.Value.Contains("ld+json", StringComparison.OrdinalIgnoreCase));
        if (close < 0 && !isTitle && !name.Equals("script", StringComparison.OrdinalIgnoreCase) && !name.Equals("style", StringComparison.OrdinalIgnoreCase))
            return;
        _at = close < 0 ? _page.Length : close;
        if (close >= 0)
            SkipPast(">");
        if (isTitle && inner.Length < 2_000)
            _written.Append("<title>").Append(inner).Append("</title>");
        else if (isData)
            _written.Append("<script type=\"application/ld+json\">").Append(inner).Append("</script>");
        else
            _written.Append(' ');
    }

    private List<(string Name, string Value)> Attributes(out bool closed)
    {
        var attributes = new List<(string, string)>();
        closed = false;
        while (_at < _page.Length && _page[_at] != '>')
        {
            closed = _page[_at] == '/';
            if (char.IsWhiteSpace(_page[_at]) || _page[_at] is '/')
            {
                _at++;
                continue;
            }
            Attribute(attributes);
        }
        _at = Math.Min(_at + 1, _page.Length);
        return attributes;
    }

    private void Attribute(List<(string Name, string Value)> attributes)
    {
        var from = _at++;
        while (_at < _page.Length && !char.IsWhiteSpace(_page[_at]) && _page[_at] is not ('=' or '>' or '/'))
            _at++;
        var name = _at - from > LongestName ? "" : _page[from.._at];
        SkipSpace();
        var value = "";
        if (_at < _page.Length && _page[_at] == '=')
        {
            _at++;
            SkipSpace();
            value = AttributeValue();
        }
        if (Kept.Contains(name) && attributes.Count < Kept.Count && value.Length <= LongestAttribute && !attributes.Exists(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            attributes.Add((name, value));
    }

    private string AttributeValue()
    {
        if (_at >= _page.Length)
            return "";
        var quote = _page[_at];
        if (quote is '"' or '\'')
        {
            var end = _page.IndexOf(quote, _at + 1);
            var value = end < 0 ? _page[(_at + 1)..] : _page[(_at + 1)..end];
            _at = end < 0 ? _page.Length : end + 1;
            return value;
        }
        var from = _at;
        while (_at < _page.Length && !char.IsWhiteSpace(_page[_at]) && _page[_at] != '>')
            _at++;
        return _page[from.._at];
    }

    private void SkipSpace()
    {
        while (_at < _page.Length && char.IsWhiteSpace(_page[_at]))
            _at++;
    }

    private void Write(List<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
            _written.Append(' ').Append(name).Append("=\"").Append(value.Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
    }
}
