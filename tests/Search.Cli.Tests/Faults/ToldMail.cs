using System.Text.RegularExpressions;
using Search.Testing;

namespace Search.Cli.Tests.Faults;

/// <summary>A mail as its reader sees it: what it tells, by which alert, and where it may be stopped.</summary>
/// <param name="Mail">As the server took it.</param>
/// <param name="MessageId">Of its header.</param>
/// <param name="Told">Each shown article with each alert that found it.</param>
/// <param name="StopAll">The token that stops everything; empty in a mail that is no digest.</param>
/// <param name="StopAlert">The token that stops one alert, by its name.</param>
internal sealed partial record ToldMail(
    SinkMail Mail, string MessageId, IReadOnlySet<(string Alert, string Title)> Told, string StopAll, IReadOnlyDictionary<string, string> StopAlert)
{
    public static ToldMail Read(SinkMail mail)
    {
        var told = new HashSet<(string, string)>();
        var stops = new Dictionary<string, string>();
        // With one alert a sentence names it, which may be broken anywhere; with several each has a line.
        var alert = Because().Match(mail.Text) is { Success: true } because ? Blanks().Replace(because.Groups["alert"].Value, " ") : "";
        var (title, all) = ("", "");
        foreach (var line in mail.Text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (Item().Match(line) is { Success: true } item)
                title = item.Groups["title"].Value;
            else if (Why().Match(line) is { Success: true } why)
                Assert.True(told.Add((why.Groups["alert"].Value, title)), $"told twice in one mail: {line}");
            else if (Subscribed().Match(line) is { Success: true } subscribed)
                alert = subscribed.Groups["alert"].Value;
            else if (StopOne().Match(line) is { Success: true } stop)
                stops[alert] = stop.Groups["token"].Value;
            else if (StopEverything().Match(line) is { Success: true } everything)
                all = everything.Groups["token"].Value;
        }
        return new ToldMail(mail, mail.MessageId, told, all, stops);
    }

    [GeneratedRegex(@"^\d+\. (?<title>Report \d+( urgent)?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Item();

    [GeneratedRegex("^ +(Why|Also): “(?<alert>[^”]+)” found", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Why();

    [GeneratedRegex(@"^You get this because \S+\s+is\s+told\s+of\s+the\s+alert\s+“(?<alert>[^”]+)”", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Because();

    [GeneratedRegex(@"^(?<alert>\w[^(]*) \(immediate\)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Subscribed();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex("^ *Stop this alert: .*/unsubscribe/(?<token>[^/]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex StopOne();

    [GeneratedRegex("^Stop all mail from this service: .*/unsubscribe/(?<token>[^/]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex StopEverything();
}
