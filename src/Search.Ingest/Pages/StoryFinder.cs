using AngleSharp.Dom;

namespace Search.Ingest.Pages;

/// <summary>Finds the element that holds a page's story: named as such, or the one under which running text is densest.</summary>
internal static class StoryFinder
{
    private const double Decay = 0.72;
    private const double EnoughForNamed = 0.45;
    private const int LevelsScored = 6;
    private const int LongestCounted = 1_200;

    /// <summary>The story's element; null for a page without running text.</summary>
    public static IElement? Find(IReadOnlyList<PageBlock> blocks)
    {
        var held = new Dictionary<IElement, double>();
        var dense = new Dictionary<IElement, double>();
        foreach (var block in blocks)
        {
            if (!block.IsAside && block.IsGood)
                Spread(block, held, dense);
        }
        if (dense.Count == 0)
            return null;
        var densest = dense.MaxBy(entry => entry.Value * Weight(entry.Key)).Key;
        densest = Widen(densest, held);
        return Named(held, held[densest]) ?? densest;
    }

    private static void Spread(PageBlock block, Dictionary<IElement, double> held, Dictionary<IElement, double> dense)
    {
        var length = Math.Min(block.Text.Length, LongestCounted) * (1 - block.LinkDensity);
        var share = length;
        var level = block.Parent.LocalName is "div" or "section" or "article" or "td" or "main" or "body" ? 1 : 0;
        for (var element = block.Parent; element is not null; element = element.ParentElement)
        {
            held[element] = held.GetValueOrDefault(element) + length;
            if (level is > 0 and <= LevelsScored)
            {
                dense[element] = dense.GetValueOrDefault(element) + share;
                share *= Decay;
            }
            level++;
        }
        if (!dense.ContainsKey(block.Parent) && block.Parent.ParentElement is null)
            dense[block.Parent] = length;
    }

    private static double Weight(IElement element) =>
        element.LocalName is "article" or "main" || PageNames.IsStory(element) ? 1.35
        : element.LocalName is "li" or "tr" or "blockquote" or "ul" or "ol" or "dl" or "dd" or "pre" ? 0.6
        : 1;

    /// <summary>A story in several boxes beside each other: the parent, while it holds much more and is no whole page.</summary>
    private static IElement Widen(IElement element, Dictionary<IElement, double> held)
    {
        while (element.ParentElement is { LocalName: not ("body" or "html") } parent && held[parent] > held[element] * 1.25 && CountStories(parent, held) > 1)
            element = parent;
        return element;
    }

    private static int CountStories(IElement parent, Dictionary<IElement, double> held) =>
        parent.LocalName is "article" ? 2 : parent.Children.Count(child => held.GetValueOrDefault(child) > held[parent] * 0.15 && child.LocalName != "article");

    /// <summary>The innermost element that is named a story and holds enough, or an <c>article</c> element.</summary>
    private static IElement? Named(Dictionary<IElement, double> held, double best)
    {
        var named = held.Where(entry => entry.Value >= best * EnoughForNamed && PageNames.IsStory(entry.Key) && entry.Key.LocalName is not ("body" or "html"))
            .OrderByDescending(entry => IsBody(entry.Key)).ThenByDescending(entry => entry.Value).ThenByDescending(entry => Depth(entry.Key)).FirstOrDefault().Key;
        if (named is not null && held[named] >= best * 0.75)
            return named;
        var article = held.Where(entry => entry.Key.LocalName == "article" && entry.Value >= best * 0.7)
            .OrderByDescending(entry => entry.Value).FirstOrDefault().Key;
        return article is not null && held[article] <= best * 1.6 ? article : null;
    }

    private static bool IsBody(IElement element) =>
        element.GetAttribute("itemprop")?.Contains("articleBody", StringComparison.OrdinalIgnoreCase) == true;

    private static int Depth(IElement element)
    {
        var depth = 0;
        for (var at = element; at is not null; at = at.ParentElement)
            depth++;
        return depth;
    }
}
