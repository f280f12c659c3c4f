using Search.Ingest.Text;

namespace Search.Ingest.Feeds;

/// <summary>
/// Builds a feed's tree of markup that may be ill-formed in any way: an end closes the nearest element of its name or nothing, what is
/// open at the end is closed, a stray <c>&lt;</c> or <c>&amp;</c> is text. Document type declarations are skipped but for plain entities, which are
/// never expanded within each other; nothing outside the text is ever read. Linear in time; depth and number of elements are bounded.
/// </summary>
internal sealed class FeedTree
{
    private const int DeepestNesting = 120;
    private const int MostElements = 500_000;
    private const int MostAttributes = 60;
    private const int MostEntities = 200;
    private const int LongestEntity = 2_000;

    private readonly string _text;
    private readonly Dictionary<string, string> _entities = new(StringComparer.Ordinal);
    private readonly List<OpenElement> _open = [];
    private readonly FeedElement _document = new("#document", parent: null);
    private string? _home;
    private int _at;
    private int _elements;

    private FeedTree(string text) => _text = text;

    /// <summary>A node that holds what stands at the top.</summary>
    public static FeedElement Parse(string text) => new FeedTree(text).Run();

    private FeedElement Run()
    {
        _open.Add(new OpenElement(_document, "", 0, new Dictionary<string, string>(StringComparer.Ordinal)));
        while (_at < _text.Length)
        {
            var tag = _text.IndexOf('<', _at);
            if (tag < 0)
                break;
            AddText(_at, tag);
            _at = tag;
            Markup();
        }
        AddText(_at, _text.Length);
        while (_open.Count > 1)
            Close(_text.Length);
        return _document;
    }

    private void AddText(int from, int to)
    {
        if (to > from && from < _text.Length && _open.Count > 1)
            _open[^1].Text.Append(Entities.Decode(_text[from..to], _entities));
    }

    private void Markup()
    {
        var rest = _text.AsSpan(_at);
        if (rest.StartsWith("<![CDATA[", StringComparison.Ordinal))
            CharacterData();
        else if (rest.StartsWith("<!--", StringComparison.Ordinal))
            Skip("-->", 4);
        else if (rest.StartsWith("<?", StringComparison.Ordinal))
            Skip("?>", 2);
        else if (rest.StartsWith("<!", StringComparison.Ordinal))
            Declaration();
        else if (rest.Length > 2 && rest[1] == '/' && IsNameStart(rest[2]))
            End();
        else if (rest.Length > 1 && IsNameStart(rest[1]))
            Start();
        else
            Literal();
    }

    private void Literal()
    {
        if (_open.Count > 1)
            _open[^1].Text.Append('<');
        _at++;
    }

    private void CharacterData()
    {
        var end = _text.IndexOf("]]>", _at, StringComparison.Ordinal);
        var stop = end < 0 ? _text.Length : end;
        if (_open.Count > 1)
            _open[^1].Text.Append(_text, _at + 9, Math.Max(0, stop - _at - 9));
        _at = end < 0 ? _text.Length : end + 3;
    }

    private void Skip(string mark, int lead)
    {
        var end = _text.IndexOf(mark, Math.Min(_at + lead, _text.Length), StringComparison.Ordinal);
        _at = end < 0 ? _text.Length : end + mark.Length;
    }

    /// <summary>A document type with its internal subset: only entities with plain values are kept.</summary>
    private void Declaration()
    {
        var subset = _text.IndexOf('[', _at);
        var close = _text.IndexOf('>', _at);
        if (subset < 0 || close < 0 || close < subset)
        {
            Skip(">", 2);
            return;
        }
        var end = _text.IndexOf(']', subset);
        ReadEntities(_text[subset..(end < 0 ? _text.Length : end)]);
        _at = end < 0 ? _text.Length : end;
        Skip(">", 0);
    }

    private void ReadEntities(string subset)
    {
        foreach (var declaration in subset.Split("<!ENTITY").Skip(1).Take(MostEntities))
        {
            var parts = declaration.TrimStart();
            var space = parts.AsSpan().IndexOfAny(" \t\r\n");
            var quote = parts.AsSpan().IndexOfAny("\"'");
            if (space <= 0 || quote < space || parts[space..quote].Trim().Length > 0)
                continue;
            var close = parts.IndexOf(parts[quote], quote + 1);
            if (close > 0 && close - quote < LongestEntity)
                _entities.TryAdd(parts[..space], Entities.Decode(parts[(quote + 1)..close]));
        }
    }

    private static bool IsNameStart(char character) => char.IsLetter(character) || character is '_' or ':';

    private string ReadName()
    {
        var from = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or ':' or '-' or '.'))
            _at++;
        return _text[from.._at];
    }

    private void Start()
    {
        _at++;
        var written = ReadName();
        var attributes = ReadAttributes(out var isEmpty);
        if (_open.Count >= DeepestNesting || ++_elements > MostElements)
            return;
        var prefixes = Declare(attributes);
        var element = new FeedElement(NameOf(written, prefixes), _open[^1].Element);
        foreach (var (name, value) in attributes)
            element.Attributes.TryAdd(AttributeName(name, prefixes), value);
        _open[^1].Element.Children.Add(element);
        _open.Add(new OpenElement(element, written, _at, prefixes));
        if (isEmpty)
            Close(_at);
    }

    private void End()
    {
        var start = _at;
        _at += 2;
        var name = ReadName();
        Skip(">", 0);
        for (var at = _open.Count - 1; at > 0; at--)
        {
            if (!_open[at].Written.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            while (_open.Count > at)
                Close(start);
            return;
        }
    }

    private void Close(int end)
    {
        var open = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        open.Element.Text = open.Text.ToString();
        if (open.Element.Children.Count > 0 && _open.Count < 8)
            open.Element.Inner = _text[open.Start..Math.Max(open.Start, end)];
    }

    private List<(string Name, string Value)> ReadAttributes(out bool isEmpty)
    {
        var attributes = new List<(string, string)>();
        isEmpty = false;
        while (_at < _text.Length && _text[_at] != '>')
        {
            if (_text[_at] == '<')
                return attributes;
            isEmpty = _text[_at] == '/';
            if (!IsNameStart(_text[_at]))
            {
                _at++;
                continue;
            }
            var name = ReadName();
            var value = ReadValue();
            if (attributes.Count < MostAttributes)
                attributes.Add((name, value));
        }
        _at = Math.Min(_at + 1, _text.Length);
        return attributes;
    }

    private string ReadValue()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
        if (_at >= _text.Length || _text[_at] != '=')
            return "";
        _at++;
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
        if (_at >= _text.Length)
            return "";
        var quote = _text[_at];
        var from = quote is '"' or '\'' ? _at + 1 : _at;
        var end = quote is '"' or '\'' ? _text.IndexOf(quote, from) : _text.AsSpan(from).IndexOfAny(" \t\r\n>") + from;
        if (end < from)
            end = _text.Length;
        _at = quote is '"' or '\'' ? Math.Min(end + 1, _text.Length) : end;
        return Entities.Decode(_text[from..end], _entities);
    }

    private Dictionary<string, string> Declare(List<(string Name, string Value)> attributes)
    {
        var inherited = _open[^1].Prefixes;
        if (!attributes.Exists(attribute => attribute.Name.StartsWith("xmlns", StringComparison.OrdinalIgnoreCase)))
            return inherited;
        var prefixes = new Dictionary<string, string>(inherited, StringComparer.Ordinal);
        foreach (var (name, value) in attributes)
        {
            if (name.Equals("xmlns", StringComparison.OrdinalIgnoreCase))
                prefixes[""] = FeedNamespaces.Find(value) ?? "rss";
            else if (name.StartsWith("xmlns:", StringComparison.OrdinalIgnoreCase))
                prefixes[name[6..]] = FeedNamespaces.Find(value) ?? FeedNamespaces.OfUndeclared(name[6..]);
        }
        return prefixes;
    }

    private string NameOf(string written, Dictionary<string, string> prefixes)
    {
        var colon = written.IndexOf(':', StringComparison.Ordinal);
        var prefix = colon < 0 ? "" : written[..colon];
        var local = written[(colon + 1)..].ToLowerInvariant();
        var space = prefixes.TryGetValue(prefix, out var known) ? known : FeedNamespaces.OfUndeclared(prefix);
        _home ??= local == "feed" ? space : "rss";
        return space == _home || (space == "rss" && prefix.Length == 0) ? local : space + ":" + local;
    }

    private static string AttributeName(string written, Dictionary<string, string> prefixes)
    {
        var colon = written.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return written.ToLowerInvariant();
        var prefix = written[..colon];
        var space = prefixes.TryGetValue(prefix, out var known) ? known : FeedNamespaces.OfUndeclared(prefix);
        return space + ":" + written[(colon + 1)..].ToLowerInvariant();
    }
}
