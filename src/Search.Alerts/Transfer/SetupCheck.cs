using System.Globalization;
using System.Text.Json;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Alerts.Webhooks;

namespace Search.Alerts.Transfer;

/// <summary>Whether a setup makes sense: alerts as the editor would take them, addresses of people, feeds and webhooks, and nothing twice.</summary>
internal sealed class SetupCheck(AlertEditor editor, List<SetupProblem> problems)
{
    private const int ShortestId = 8;
    private const int LongestId = 64;
    private const int LongestName = 200;
    private const int LongestUrl = 2_000;

    public void Run(Setup setup)
    {
        Each(setup.People, "people", (person, place) => Address(person.Address, place + ".address"), person => person.Address);
        Each(setup.Consents, "consents", Consent, consent => $"{consent.Owner} {consent.Recipient}");
        Each(setup.Alerts, "alerts", Alert, alert => alert.Id);
        Each(setup.Sources, "sources", Source, source => Feed(source.Url)?.AbsoluteUri ?? source.Url);
        foreach (var name in setup.Settings.Keys.Except(SetupSettings.Names, StringComparer.Ordinal))
            Problem($"settings.{(name.Length > 50 ? name[..50] : name)}", Stranger(name));
    }

    /// <summary>What <see cref="AlertEditor"/> is asked; the owner stands first.</summary>
    public static AlertRequest Request(SetupAlert alert) => new()
    {
        Name = alert.Name,
        Query = alert.Query,
        Filters = new() { Languages = alert.Languages, Sources = alert.Sources },
        Note = alert.Note,
        Rate = alert.Rate,
        Zone = alert.Zone,
        To = [alert.Owner, .. alert.Recipients.Select(recipient => recipient.Address)],
        Operator = true,
        QuietFrom = alert.QuietFrom,
        QuietTo = alert.QuietTo,
        FoldDuplicates = alert.FoldDuplicates,
        TellAgain = alert.TellAgain,
        Heartbeat = alert.Heartbeat,
        Discreet = alert.Discreet,
        OtherSpellings = alert.OtherSpellings,
    };

    /// <summary>The address of a feed; null when it is none.</summary>
    public static Uri? Feed(string url) =>
        url.Length <= LongestUrl && Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri : null;

    private static string Stranger(string name) => SetupSettings.Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } meant
        ? $"is no setting; {meant} is one"
        : "is no setting that an import may set; what is secret is set by hand";

    private void Consent(SetupConsent consent, string place)
    {
        Address(consent.Owner, place + ".owner");
        Address(consent.Recipient, place + ".recipient");
    }

    private void Alert(SetupAlert alert, string place)
    {
        if (alert.Id.Length is < ShortestId or > LongestId || !alert.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            Problem(place + ".id", $"must have {ShortestId} to {LongestId} letters a to z, digits and hyphens");
        var before = problems.Count;
        Address(alert.Owner, place + ".owner");
        Each(alert.Recipients, place + ".recipients", (recipient, at) => Address(recipient.Address, at + ".address"), recipient => recipient.Address);
        // What is wrong with single addresses was said at their places.
        var (people, others) = (nameof(AlertRequest.To), editor.Check(Request(alert)));
        foreach (var problem in others.Where(problem => problem.Field != people || problems.Count == before))
            Problem($"{place}.{(problem.Field == people ? "recipients" : JsonNamingPolicy.CamelCase.ConvertName(problem.Field))}", problem.Message);
        Each(alert.Webhooks, place + ".webhooks", Webhook, webhook => webhook.Url);
    }

    private void Webhook(SetupWebhook webhook, string place)
    {
        if (!WebhookAddress.TryParse(webhook.Url.Trim(), out _, out var problem))
            Problem(place + ".url", problem);
    }

    private void Source(SetupSource source, string place)
    {
        if (Feed(source.Url) is null)
            Problem(place + ".url", "is not the address of a feed; one looks like https://example.org/feed.xml");
        if (source.Name.Trim().Length is 0 or > LongestName)
            Problem(place + ".name", $"must have 1 to {LongestName} characters");
        if (source.Owner is { } owner)
            Address(owner, place + ".owner");
    }

    private void Address(string address, string place)
    {
        if (!Mailbox.TryParse(address, out var mailbox) || mailbox.Name is not null)
            Problem(place, $"'{(address.Length > 100 ? address[..100] + "…" : address)}' is not a bare mail address; one looks like name@example.org");
    }

    private void Each<T>(IReadOnlyList<T> items, string list, Action<T, string> check, Func<T, string> key)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < items.Count; at++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{list}[{at}]");
            check(items[at], place);
            if (!seen.TryAdd(key(items[at]), at))
                Problem(place, string.Create(CultureInfo.InvariantCulture, $"is the same as {list}[{seen[key(items[at])]}]"));
        }
    }

    private void Problem(string place, string message) => problems.Add(new SetupProblem(place, message));
}
