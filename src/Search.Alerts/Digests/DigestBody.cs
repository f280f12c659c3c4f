using System.Text;
using Search.Alerts.Bodies;

namespace Search.Alerts.Digests;

/// <summary>Lays a digest out: what stands where in a mail, for both of its parts.</summary>
internal sealed class DigestBody
{
    /// <summary>A mail of fewer alerts is its own overview.</summary>
    private const int AlertsForOverview = 3;

    private readonly Digest _digest;
    private readonly MailLinks? _links;
    private readonly DigestDetail _detail;
    private readonly int _hidden;
    private readonly Dictionary<long, int> _above;

    private DigestBody(Digest digest, MailLinks? links, DigestDetail detail)
    {
        (_digest, _links, _detail) = (digest, links, detail);
        _hidden = Math.Max(0, digest.Sections.Count - detail.Alerts);
        _above = CountAbove(digest);
    }

    /// <summary>The body with as much about its alerts as the budget of all that is not an article allows.</summary>
    public static MailBody Of(Digest digest, MailLinks? links)
    {
        var detail = DigestDetail.Levels.FirstOrDefault(detail => FrameBytes(digest, links, detail) <= DigestLimits.FrameBytes) ?? DigestDetail.Levels[^1];
        return new DigestBody(digest, links, detail).Body(withItems: true);
    }

    private static int FrameBytes(Digest digest, MailLinks? links, DigestDetail detail) =>
        Encoding.UTF8.GetByteCount(BodyHtml.Write(new DigestBody(digest, links, detail).Body(withItems: false)));

    /// <summary>Of each alert, articles that it found too and that stand under an alert before it.</summary>
    private static Dictionary<long, int> CountAbove(Digest digest) => digest.Sections
        .SelectMany(section => section.Items, (section, item) => (section, item))
        .SelectMany(pair => pair.item.Hits.Select(hit => hit.Alert.AlertId).Distinct().Where(alert => alert != pair.section.Alert.AlertId))
        .GroupBy(alert => alert)
        .ToDictionary(alert => alert.Key, alert => alert.Count());

    private MailBody Body(bool withItems)
    {
        var blocks = new List<Block>();
        if (_digest.IsTest)
            blocks.Add(new Paragraph(new Line("This is a test. It tells what the alert found last, and nothing is counted as told.")) { Quiet = true });
        if (_digest.Discreet)
            blocks.AddRange(Discreet());
        else
            blocks.AddRange(Told(withItems));
        blocks.Add(new Footer([new Paragraph([.. FooterLines()]) { Quiet = true }]));
        return new MailBody(DigestWords.Subject(_digest), blocks);
    }

    /// <summary>A count and a link; all else is on the page behind it.</summary>
    private IEnumerable<Block> Discreet()
    {
        yield return new Heading($"Digest, {DigestDates.Day(_digest.At, _digest.Zone)}") { Top = true };
        var count = _digest.Articles > 0 ? DigestWords.Count(_digest.Articles, "article") : "Nothing new";
        yield return new Paragraph(new Line(count + "."));
        if (_links is not null && _digest.Articles > 0)
            yield return new Button(new Link("Read", _links.Digest(_digest.Id)));
    }

    private IEnumerable<Block> Told(bool withItems)
    {
        if (_digest.Sections.Count > 1)
            yield return new Heading(DigestWords.Totals(_digest)) { Top = true };
        if (_digest.Sections.Count >= AlertsForOverview)
            yield return Overview();
        for (var at = 0; at < _digest.Sections.Count; at++)
        {
            foreach (var block in Section(at, withItems))
                yield return block;
        }
        if (_digest.More > 0)
            yield return new Paragraph(Linked($"and {DigestWords.Count(_digest.More, "more article")}"));
    }

    private Paragraph Overview()
    {
        var lines = new List<Line>();
        for (var at = 0; at < _digest.Sections.Count - _hidden; at++)
        {
            var section = _digest.Sections[at];
            var words = $"{Isolate.Of(DigestWords.Name(section, _detail.Name))}: {Found(section)}";
            lines.Add(new Line(words) { Anchor = HasPart(at) ? Id(at) : null });
        }
        if (_hidden > 0)
            lines.Add(new Line($"and {DigestWords.Count(_hidden, "more alert")}"));
        return new Paragraph(lines);
    }

    /// <summary>An alert whose articles all stand elsewhere is in the overview only, where there is one.</summary>
    private bool HasPart(int at)
    {
        var section = _digest.Sections[at];
        return section.Items.Count > 0 || section.Heartbeat is not null || _digest.Sections.Count < AlertsForOverview;
    }

    private IEnumerable<Block> Section(int at, bool withItems)
    {
        var section = _digest.Sections[at];
        // Beyond the overview an alert's heading counts as its article's: it goes when the article does.
        var beyond = at >= _detail.Alerts;
        if (!HasPart(at) || (beyond && (section.Items.Count == 0 || !withItems)))
            yield break;
        var name = DigestWords.Name(section, _detail.Name);
        yield return new Heading(name, Found(section)) { Id = Id(at), Top = _digest.Sections.Count == 1 };
        var atRight = SafeText.Direction(name) == "rtl";
        if (!beyond && SectionLines(section).ToList() is { Count: > 0 } lines)
            yield return new Paragraph(lines) { Quiet = true, AtRight = atRight };
        if (!beyond && section.Heartbeat is { } facts && FoundNothing(section))
            yield return new Paragraph(new Line(DigestWords.Heartbeat(facts, _digest.Zone))) { AtRight = atRight };
        foreach (var item in withItems ? section.Items : [])
            yield return DigestEntry.Of(item, _digest.Zone, _links, _detail);
    }

    private IEnumerable<Line> SectionLines(DigestSection section)
    {
        if (DigestWords.Theirs(section.Alert.Query, _detail.Query) is { Length: > 0 } query)
            yield return new Line("Query: " + query);
        if (section.IsOwner && _detail.Note > 0 && DigestWords.Theirs(section.Alert.Note, _detail.Note) is { Length: > 0 } note)
            yield return new Line("Note: " + note);
        if (section.CollectedWhilePaused)
            yield return new Line("Collected while the alert was paused.");
    }

    private IEnumerable<Line> FooterLines()
    {
        foreach (var line in _digest.Sections.Count == 1 ? OneSubscription(_digest.Sections[0]) : Subscriptions())
            yield return line;
        if (_links is not null)
            yield return new Line("", new Link("Stop all mail from this service", _links.UnsubscribeAll(_digest.Recipient)));
        if (!_digest.Discreet)
            yield return new Line($"Times are those of {_digest.Zone.Id}.");
    }

    private IEnumerable<Line> OneSubscription(DigestSection section)
    {
        if (!_digest.Discreet)
            yield return new Line(DigestWords.Because(_digest, section, _detail.Name));
        if (_links is not null)
            yield return new Line("", SubscriptionLinks(section));
    }

    private IEnumerable<Line> Subscriptions()
    {
        if (!_digest.Discreet)
            yield return new Line($"You get this because {_digest.Recipient.Address} is told of these alerts:");
        for (var at = 0; at < _digest.Sections.Count - _hidden; at++)
        {
            var section = _digest.Sections[at];
            if (_links is not null || !_digest.Discreet)
                yield return new Line(_digest.Discreet ? $"Alert {at + 1}" : DigestWords.Subscribed(section, _detail.Name), SubscriptionLinks(section));
        }
        if (_hidden > 0)
            yield return Linked($"and {DigestWords.Count(_hidden, "more alert")}");
    }

    private IReadOnlyList<Link> SubscriptionLinks(DigestSection section)
    {
        if (_links is null)
            return [];
        var stop = new Link("Stop this alert", _links.Unsubscribe(section.Subscription));
        return section.IsOwner && section.Alert.ManageToken.Length > 0 ? [new Link("Edit or pause", _links.Manage(section.Alert.ManageToken)), stop] : [stop];
    }

    private Line Linked(string words) => _links is null ? new Line(words) : new Line("", new Link(words, _links.Digest(_digest.Id)));

    private bool FoundNothing(DigestSection section) => section.Items.Count + section.More == 0 && !_above.ContainsKey(section.Alert.AlertId);

    private string Found(DigestSection section) => DigestWords.Found(section, _above.GetValueOrDefault(section.Alert.AlertId));

    private static string Id(int at) => $"alert-{at + 1}";
}
