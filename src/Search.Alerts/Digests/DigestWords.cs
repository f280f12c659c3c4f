using System.Globalization;
using Search.Alerts.Bodies;
using Search.Data.Articles;

namespace Search.Alerts.Digests;

/// <summary>The sentences of a mail. What others wrote is clean, short, and held in an <see cref="Isolate"/>.</summary>
internal static class DigestWords
{
    public static string Count(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>
    /// "Qalamoun: 3 articles, 17 March 2015", or "3 alerts, 12 articles, 17 March 2015". A name that is written from right to left stands
    /// last: before the count it would turn it around in programs that show a subject as one run of text.
    /// </summary>
    public static string Subject(Digest digest)
    {
        var date = DigestDates.Day(digest.At, digest.Zone);
        var subject = digest switch
        {
            { Discreet: true } => $"Digest, {date}",
            { Sections.Count: 1 } => Named(Name(digest.Sections[0], DigestLimits.SubjectName), digest, date),
            _ => $"{Totals(digest)}, {date}",
        };
        return digest.IsTest ? $"Test: {subject}" : subject;
    }

    /// <summary>"3 alerts, 12 articles", or "3 alerts: nothing new".</summary>
    public static string Totals(Digest digest)
    {
        var alerts = Count(digest.Sections.Count, "alert");
        return digest.Articles > 0 ? $"{alerts}, {Count(digest.Articles, "article")}" : $"{alerts}: nothing new";
    }

    /// <summary>Clean, without an isolate.</summary>
    public static string Name(DigestSection section, int length) =>
        SafeText.Line(section.Alert.Name, length) is { Length: > 0 } name ? name : "(without a name)";

    /// <summary>"14 articles, 2 shown, and 3 more above"; "2 articles, see above"; "nothing new".</summary>
    public static string Found(DigestSection section, int above)
    {
        var (shown, all) = (section.Items.Count, section.Items.Count + section.More);
        if (all == 0)
            return above > 0 ? $"{Count(above, "article")}, see above" : "nothing new";
        var hidden = section.More > 0 ? $", {(shown > 0 ? Number(shown) : "none")} shown" : "";
        return $"{Count(all, "article")}{hidden}{(above > 0 ? $", and {Number(above)} more above" : "")}";
    }

    /// <summary>Source and times of an article.</summary>
    public static string Facts(DigestItem item, TimeZoneInfo zone)
    {
        var article = item.Article;
        var facts = new List<string>();
        if (Theirs(article.Source, DigestLimits.SourceLength) is { Length: > 0 } source)
            facts.Add(source);
        if (Theirs(article.Author, DigestLimits.AuthorLength) is { Length: > 0 } author)
            facts.Add($"by {author}");
        facts.Add(Published(article, zone));
        facts.Add($"seen {DigestDates.Minute(article.Seen, zone)}");
        if (item.Changed)
            facts.Add("changed since you were told");
        return string.Join(" · ", facts);
    }

    /// <summary>“Qalamoun” found Qalamoun (title, body), incursion (body)</summary>
    public static string Why(AlertHit hit, int nameLength)
    {
        var terms = string.Join(", ", hit.Reasons.Select(reason => $"{Theirs(reason.Term, DigestLimits.TermLength)} ({string.Join(", ", reason.Fields)})"));
        var why = $"“{Theirs(hit.Alert.Name, nameLength)}” found {(terms.Length == 0 ? "it" : terms)}";
        return hit.EarlierQuery ? $"{why} (as the query stood before it was changed)" : why;
    }

    public static string Others(int outlets) => $"and {Count(outlets, "more outlet")}";

    /// <summary>"Nothing new since 16 March 2015, 07:00: ran 24 times over 1,204 articles, 0 matches; 2 of 80 sources silent."</summary>
    public static string Heartbeat(HeartbeatFacts facts, TimeZoneInfo zone)
    {
        var ran = facts.Runs == 1 ? "once" : $"{Number(facts.Runs)} times";
        var matches = facts.Matches == 1 ? "1 match" : $"{Number(facts.Matches)} matches";
        var silent = $"{Number(facts.SilentSources)} of {Count(facts.Sources, "source")} silent";
        return $"Nothing new since {DigestDates.Minute(facts.Since, zone)}: ran {ran} over {Count(facts.Articles, "article")}, {matches}; {silent}.";
    }

    public static string Because(Digest digest, DigestSection section, int nameLength) =>
        $"You get this because {digest.Recipient.Address} is told of the alert “{Theirs(section.Alert.Name, nameLength)}” ({Rate(section)}).";

    /// <summary>"Qalamoun (daily 07:00)"</summary>
    public static string Subscribed(DigestSection section, int nameLength) => $"{Isolate.Of(Name(section, nameLength))} ({Rate(section)})";

    /// <summary>Clean and isolated; empty where nothing is left.</summary>
    public static string Theirs(string? text, int length) => SafeText.Line(text, length) is { Length: > 0 } line ? Isolate.Of(line) : "";

    private static string Named(string name, Digest digest, string date)
    {
        if (SafeText.HasRightToLeft(name))
            return digest.Articles > 0 ? $"{Count(digest.Articles, "article")}, {date}: {name}" : $"Nothing new, {date}: {name}";
        return digest.Articles > 0 ? $"{name}: {Count(digest.Articles, "article")}, {date}" : $"{name}: nothing new, {date}";
    }

    private static string Rate(DigestSection section) => Theirs(section.Alert.Rate, DigestLimits.RateLength);

    private static string Published(Article article, TimeZoneInfo zone) => article.Published is not { } published
        ? "no date"
        : $"published {DigestDates.Published(published, zone)}{(article.RawPublished is null ? "" : " (its date lay in the future)")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
