using System.Text;

namespace Search.Alerts.Digests;

/// <summary>The plain text part: all that the HTML part says, in the same order. Matched words stand between asterisks.</summary>
internal static class DigestText
{
    public static string Render(Digest digest, MailLinks? links)
    {
        var text = new StringBuilder();
        if (digest.IsTest)
            text.Append("This is a test. It tells what the alert found last, and nothing is counted as told.\n\n");
        var number = 0;
        foreach (var section in digest.Sections)
            number = RenderSection(text, digest, section, links, number);
        if (digest.More > 0)
            text.Append(More(digest, links)).Append("\n\n");
        RenderFooter(text, digest, links);
        return text.ToString();
    }

    private static int RenderSection(StringBuilder text, Digest digest, DigestSection section, MailLinks? links, int number)
    {
        if (!digest.Discreet)
            RenderHeading(text, section);
        foreach (var item in section.Items)
            RenderItem(text, digest, item, links, ++number);
        return number;
    }

    private static void RenderHeading(StringBuilder text, DigestSection section)
    {
        var heading = Heading(section);
        text.Append(heading).Append('\n').Append('=', Math.Min(heading.Length, 60)).Append('\n');
        text.Append("Query: ").Append(SafeText.Line(section.Alert.Query)).Append('\n');
        if (section.IsOwner && SafeText.Line(section.Alert.Note) is { Length: > 0 } note)
            text.Append("Note: ").Append(note).Append('\n');
        text.Append('\n');
    }

    public static string Heading(DigestSection section)
    {
        var name = SafeText.Line(section.Alert.Name, DigestLimits.TitleLength);
        var count = section.Items.Count + section.More;
        return count > 0 ? $"{name}: {DigestWords.Count(count, "article")}" : $"{name}: see above";
    }

    private static void RenderItem(StringBuilder text, Digest digest, DigestItem item, MailLinks? links, int number)
    {
        if (!digest.Discreet)
            RenderWords(text, digest, item, number);
        else
            text.Append(number).Append(". ").Append(DigestWords.Count(1, "article")).Append('\n');
        if (!digest.Discreet && SafeText.WebAddress(item.Article.Url) is { } url)
            text.Append("   ").Append(url).Append('\n');
        if (links is not null)
            text.Append("   Saved copy: ").Append(links.Article(item.Article)).Append('\n');
        text.Append('\n');
    }

    private static void RenderWords(StringBuilder text, Digest digest, DigestItem item, int number)
    {
        text.Append(number).Append(". ").Append(Title(item)).Append('\n');
        text.Append("   ").Append(DigestWords.Facts(item, digest.Zone)).Append('\n');
        if (item.Excerpt.Text.Length > 0)
            text.Append("   ").Append(Marked(item.Excerpt)).Append('\n');
        foreach (var hit in item.Hits)
            text.Append("   Why: ").Append(DigestWords.Why(hit)).Append('\n');
        if (item.OtherOutlets > 0)
            text.Append("   ").Append(DigestWords.Others(item.OtherOutlets)).Append('\n');
    }

    public static string Title(DigestItem item) =>
        SafeText.Line(item.Article.Title, DigestLimits.TitleLength) is { Length: > 0 } title ? title : "(without a title)";

    public static string More(Digest digest, MailLinks? links)
    {
        var more = $"and {DigestWords.Count(digest.More, "more article")}";
        return links is null ? more : $"{more}: {links.Digest(digest.Id)}";
    }

    private static string Marked(Excerpt excerpt)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var (start, length) in excerpt.Marks)
        {
            text.Append(excerpt.Text, at, start - at).Append('*').Append(excerpt.Text, start, length).Append('*');
            at = start + length;
        }
        return text.Append(excerpt.Text, at, excerpt.Text.Length - at).ToString();
    }

    private static void RenderFooter(StringBuilder text, Digest digest, MailLinks? links)
    {
        text.Append("-- \n");
        foreach (var section in digest.Sections)
            RenderSubscription(text, digest, section, links);
        if (links is not null)
            text.Append("Stop all mail from this service: ").Append(links.UnsubscribeAll(digest.Recipient)).Append('\n');
        text.Append("Times are those of ").Append(digest.Zone.Id).Append(".\n");
    }

    private static void RenderSubscription(StringBuilder text, Digest digest, DigestSection section, MailLinks? links)
    {
        if (!digest.Discreet)
            text.Append(DigestWords.Because(section)).Append('\n');
        if (links is null)
            return;
        if (section.IsOwner)
            text.Append("Edit or pause: ").Append(links.Alert(section.Alert)).Append('\n');
        text.Append("Stop this alert: ").Append(links.Unsubscribe(section.Subscription)).Append('\n');
    }
}
