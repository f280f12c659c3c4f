using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Search.Ingest.Pages;

/// <summary>What the names that pages give their elements (class, id, role) say about the text inside.</summary>
internal static partial class PageNames
{
    private const int LongestNames = 400;

    /// <summary>True for elements that hold no part of a story, by element name, role or the names given to them.</summary>
    public static bool IsAside(IElement element)
    {
        if (element.LocalName is "nav" or "footer" or "aside" or "figcaption" or "form" or "dialog" or "menu" or "figure" or "head")
            return true;
        if (element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true" || IsInvisible(element.GetAttribute("style")))
            return true;
        if (element.GetAttribute("role") is "navigation" or "complementary" or "banner" or "contentinfo" or "dialog" or "search" or "alert" or "menu" or "menubar" or "toolbar")
            return true;
        if (element.LocalName is "body" or "html" or "article" or "main")
            return false;
        var names = Of(element);
        return names.Length > 0 && Aside().IsMatch(names) && !Story().IsMatch(names);
    }

    /// <summary>True for elements that name themselves the story's container.</summary>
    public static bool IsStory(IElement element)
    {
        if (element.GetAttribute("itemprop") is { } property && property.Contains("articleBody", StringComparison.OrdinalIgnoreCase))
            return true;
        var names = Of(element);
        return names.Length > 0 && Story().IsMatch(names);
    }

    public static string Of(IElement element)
    {
        var names = element.ClassName + " " + element.Id;
        return names.Length <= 1 ? "" : names.Length > LongestNames ? names[..LongestNames] : names;
    }

    private static bool IsInvisible(string? style) => style is not null && Invisible().IsMatch(style);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", Options, 1000)]
    private static partial Regex Invisible();

    [GeneratedRegex(@"(?:^|[\s_-])(?:comment(?:s|list|-?form|-?respond|section|area|[_-]?\d+)?|kommentare?|disqus\w*|respond|share(?:d|s|this|daddy|bar|box|tools|buttons?)?|sharing|sharedaddy|jp-relatedposts|social(?:media|icons|links|bar)?|addthis\w*|a2a\w*|ssba|shariff|related\w*|recommend(?:ed|ations?)?|recirc\w*|outbrain|taboola|zergnet|newsletter\w*|subscribe\w*|subscription|signup|sign-up|promo(?:tion|box)?s?|sponsor(?:ed)?|advert\w*|ads?|adsense|adsbygoogle|ad-?(?:slot|unit|container|wrapper|label)|banner|breadcrumbs?|crumbs?|side-?bar\w*|sidenav|widgets?|widget-?area|footer\w*|nav|navi|navigation|navbar|menu\w*|masthead|site-?header|page-?header-?nav|cookies?\w*|consent|gdpr|popup|modal|overlay|lightbox|pag(?:ination|er|enav\w*)|post-?nav\w*|nav-?links|tags?|tag-?(?:list|cloud|links)|tagcloud|byline|by-?line|author-?(?:bio|box|info|card|meta|block|description)|about-?(?:the-?)?author|author|autor|bio|posted-?(?:on|by|in)|entry-?(?:meta|utility|footer|date)|post-?(?:meta|info|date|footer|details?|author|tags)|article-?(?:meta|info|footer|tags|tools|actions|date|author|byline)|meta|metadata|postmetadata|dateline|timestamp|published|wp-caption(?:-text)?|caption\w*|credits?|image-?(?:caption|credit)|media-?caption|toolbar|tool-?box|skip-?link\w*|hidden|hide|invisible|screen-reader(?:-text)?|sr-only|visually-?hidden|visuallyhidden|noprint|print-only|most-?(?:read|popular|viewed|commented)|trending|popular(?:-\w+)?|more-?(?:stories|news|from|on|articles|link)|read-?(?:more|next|also)|see-?also|next-?(?:prev|up|article|post)|prev-?next|previous|teasers?|ranking|rating|ratings|stars|votes?|login|search(?:form|box|-form)?|topbar|top-?bar|toplinks|rss|feed-?links|copyright|disclaimer|impressum|blogroll|archives?|archive-?list|trackbacks?|pingbacks?|ping|print|printfriendly|instagram\w*|twitter\w*|facebook\w*|fb-\w+|poll|quiz|jobs?|shop|cart|toc|table-of-contents|yarpp\w*|wpcnt|donate\w*|donation|paywall|kicker|eyebrow|slug|tooltip|mw-editsection|navbox|reflist|noexcerpt|bottom-?bar|link-?list|linklist|keywords|category|categories|cat-links|gallery|slideshow|carousel|slider|player|video-?(?:player|info)|powered|wpulike|like-?button|likes|flattr|vgwort|ednote)(?:$|[\s_-])", Options, 1000)]
    private static partial Regex Aside();

    [GeneratedRegex(@"(?:^|[\s_-])(?:(?:article|story|entry|post|news|blog|page|single|text|content)[_-]*(?:body|content|text|copy|main|inner|entry|container)|article-?body-?\w*|articlebody|storybody|story-?text|story-?content|entry-?content|post-?content|postcontent|post-?entry|post-?body|postbody|body-?(?:copy|text|content|main)|main-?(?:text|content|article)|content-?(?:body|article|text|main)|td-post-content|field-name-body|field-body|rich-?text|wysiwyg|mw-parser-output|bodytext|artikel(?:text|body|inhalt)?|e-content|h-entry|hentry|entry)(?:$|[\s_-])", Options, 1000)]
    private static partial Regex Story();
}
