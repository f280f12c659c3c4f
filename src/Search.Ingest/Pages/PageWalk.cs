using System.Text;
using AngleSharp.Dom;
using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>Walks a page's tree once and cuts its text into blocks, in document order.</summary>
internal sealed class PageWalk
{
    private const double ShareThatIsStory = 0.5;
    private const int LongText = 25;

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "p", "div", "section", "article", "main", "li", "ul", "ol", "dl", "dd", "dt", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th",
        "header", "footer", "aside", "nav", "figure", "figcaption", "form", "fieldset", "address", "body", "hr", "details", "summary", "caption", "dialog", "menu", "hgroup",
    };

    private readonly List<PageBlock> _blocks = [];
    private readonly Dictionary<IElement, int> _longText = [];
    private readonly StringBuilder _line = new();
    private readonly int _all;
    private readonly bool _keepsAsides;
    private int _linkLength;
    private bool _pendingBreak;

    private PageWalk(IElement root, bool keepsAsides)
    {
        _keepsAsides = keepsAsides;
        _all = Measure(root);
    }

    /// <summary>All blocks under <paramref name="root"/>.</summary>
    /// <param name="root">Where to begin.</param>
    /// <param name="keepsAsides">Trusts no names: nothing is marked as standing aside but by element and role.</param>
    public static List<PageBlock> Read(IElement root, bool keepsAsides = false)
    {
        var walk = new PageWalk(root, keepsAsides);
        walk.Visit(root, root, isAside: false, inLink: false);
        walk.Close(root, isAside: false);
        return walk._blocks;
    }

    /// <summary>Length of texts of some length outside links, for each element.</summary>
    private int Measure(IElement element)
    {
        var sum = 0;
        foreach (var child in element.ChildNodes)
        {
            if (child is IText text && text.Data.Length >= LongText && element.LocalName != "script")
                sum += text.Data.Trim() is { Length: >= LongText } data ? data.Length : 0;
            else if (child is IElement inner)
                sum += inner.LocalName == "a" ? 0 : Measure(inner);
        }
        _longText[element] = sum;
        return sum;
    }

    private void Visit(IElement element, IElement block, bool isAside, bool inLink)
    {
        foreach (var child in element.ChildNodes)
        {
            if (child is IText text)
                Append(text.Data, inLink);
            else if (child is IElement inner)
                VisitElement(inner, block, isAside, inLink);
        }
    }

    private void VisitElement(IElement element, IElement block, bool isAside, bool inLink)
    {
        if (element.LocalName is "script" or "style" or "title" or "meta" or "link" or "head" or "img")
            return;
        if (element.LocalName == "br")
        {
            Break(block, isAside);
            return;
        }
        if (!Blocks.Contains(element.LocalName))
        {
            Visit(element, block, isAside, inLink || element.LocalName == "a");
            return;
        }
        Close(block, isAside);
        var aside = isAside || IsAside(element);
        Visit(element, element, aside, inLink);
        Close(element, aside);
    }

    private bool IsAside(IElement element)
    {
        if (!PageNames.IsAside(element))
            return false;
        if (_keepsAsides)
            return element.LocalName is "nav" or "footer" or "aside" or "figcaption" && !HoldsStory(element);
        return !HoldsStory(element);
    }

    private bool HoldsStory(IElement element) => _longText.GetValueOrDefault(element) > _all * ShareThatIsStory;

    /// <summary>Two line breaks end a paragraph, one is a space.</summary>
    private void Break(IElement block, bool isAside)
    {
        if (_pendingBreak)
            Close(block, isAside);
        else
            _pendingBreak = true;
        _line.Append(' ');
    }

    private void Append(string text, bool inLink)
    {
        if (_line.Length == 0 && string.IsNullOrWhiteSpace(text))
            return;
        if (!string.IsNullOrWhiteSpace(text))
            _pendingBreak = false;
        _line.Append(text);
        if (inLink)
            _linkLength += text.Trim().Length;
    }

    private void Close(IElement block, bool isAside)
    {
        _pendingBreak = false;
        if (_line.Length > 0 && CleanText.Line(_line.ToString()) is { Length: > 0 } text)
            _blocks.Add(new PageBlock(text, Math.Min(_linkLength, text.Length), block, isAside));
        _line.Clear();
        _linkLength = 0;
    }
}
