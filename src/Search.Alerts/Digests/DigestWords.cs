using System.Globalization;
using Search.Data.Articles;

namespace Search.Alerts.Digests;

/// <summary>The sentences that both parts of a mail have in common.</summary>
internal static class DigestWords
{
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>"Qalamoun: 3 articles, 17 March 2015", or "3 alerts, 12 articles, 17 March 2015".</summary>
    public static string Subject(Digest digest)
    {
        var date = DigestDates.Day(digest.At, digest.Zone);
        var articles = Count(digest.Articles, "article");
        var subject = digest switch
        {
            { Discreet: true } => $"Digest, {date}",
            { Sections.Count: 1 } => $"{SafeText.Line(digest.Sections[0].Alert.Name, DigestLimits.TitleLength)}: {articles}, {date}",
            _ => $"{Count(digest.Sections.Count, "alert")}, {articles}, {date}",
        };
        return digest.IsTest ? $"Test: {subject}" : subject;
    }

    /// <summary>Source and times of an article.</summary>
    public static string Facts(DigestItem item, TimeZoneInfo zone)
    {
        var article = item.Article;
        var facts = new List<string>();
        if (SafeText.Line(article.Source, DigestLimits.TitleLength) is { Length: > 0 } source)
            facts.Add(source);
        if (SafeText.Line(article.Author, DigestLimits.TitleLength) is { Length: > 0 } author)
            facts.Add($"by {author}");
        facts.Add(Published(article, zone));
        facts.Add($"seen {DigestDates.Minute(article.Seen, zone)}");
        if (item.Changed)
            facts.Add("changed since you were told");
        return string.Join(" · ", facts);
    }

    /// <summary>"Qalamoun: Qalamoun (title, body), incursion (body)"; the alert's name alone when the query names no word.</summary>
    public static string Why(AlertHit hit)
    {
        var name = SafeText.Line(hit.Alert.Name, DigestLimits.TitleLength);
        var terms = string.Join(", ", hit.Reasons.Select(reason => $"{SafeText.Line(reason.Term, DigestLimits.TitleLength)} ({string.Join(", ", reason.Fields)})"));
        var why = terms.Length == 0 ? name : $"{name}: {terms}";
        return hit.EarlierQuery ? $"{why} (as the query stood before it was changed)" : why;
    }

    public static string Others(int outlets) => $"and {Count(outlets, "more outlet")}";

    public static string Because(DigestSection section) =>
        $"You get this because {section.Subscription.Address} is told of the alert “{SafeText.Line(section.Alert.Name, DigestLimits.TitleLength)}” ({section.Alert.Rate}).";

    private static string Published(Article article, TimeZoneInfo zone) => article.Published is not { } published
        ? "no date"
        : $"published {DigestDates.Published(published, zone)}{(article.RawPublished is null ? "" : " (its date lay in the future)")}";
}
