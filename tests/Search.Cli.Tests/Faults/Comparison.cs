using System.Globalization;
using Search.Testing;

namespace Search.Cli.Tests.Faults;

/// <summary>What a campaign had to come to, against what the database holds and what the mail server took.</summary>
internal sealed class Comparison(
    IReadOnlyList<WatchedAlert> alerts,
    IReadOnlyList<ExpectedMatch> expected,
    IReadOnlyList<Departure> departures,
    IReadOnlyList<SinkMail> taken,
    IReadOnlyList<(string Recipient, long Began)> begun)
{
    private const int MostOfAKind = 5;

    private readonly List<ToldMail> _mails = [.. taken.Select(ToldMail.Read)];
    private readonly List<string> _problems = [];

    /// <summary>Everything that is wrong, some of each kind; none when all promises were kept.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(FaultDatabase database, int articles, SearchProgram program)
    {
        await EachMatchIsRecordedOnceAsync(database);
        var outbox = (await database.QueryAsync("SELECT message_id, state, envelope_to FROM outbox")).ToDictionary(row => row[0], row => (State: row[1], To: row[2]));
        EachMailArrived(outbox);
        RepeatsAreTheSame();
        EachIsToldOnce(outbox);
        await EachIsToldAsync(database);
        NobodyIsToldWhoLeft();
        await TheIndexIsWholeAsync(program, articles);
        return _problems;
    }

    private async Task EachMatchIsRecordedOnceAsync(FaultDatabase database)
    {
        var rows = await database.QueryAsync(
            """
            SELECT a.name, r.title, CAST(m.revision AS TEXT) FROM article_match m JOIN alert a ON a.alert_id = m.alert_id
            JOIN article_revision r ON r.article_id = m.article_id AND r.revision = m.revision
            """);
        var recorded = rows.Select(row => new ExpectedMatch(row[0], row[1], int.Parse(row[2], CultureInfo.InvariantCulture))).ToList();
        Report("match is lost", expected.Except(recorded));
        Report("match is recorded that there is not", recorded.Except(expected));
        Report("match is recorded twice", recorded.GroupBy(match => match).Where(same => same.Skip(1).Any()).Select(same => same.Key));
    }

    private void EachMailArrived(Dictionary<string, (string State, string To)> outbox)
    {
        var arrived = _mails.Select(mail => mail.MessageId).ToHashSet();
        Report("mail is neither sent nor called back", outbox.Where(row => row.Value.State is not ("Sent" or "Cancelled")));
        Report("mail is recorded as sent that did not arrive", outbox.Where(row => row.Value.State == "Sent" && !arrived.Contains(row.Key)));
        Report("mail arrived that is not in the outbox", arrived.Except(outbox.Keys));
        Report("mail arrived at the wrong address", _mails.Where(mail => outbox.TryGetValue(mail.MessageId, out var row) && row.To != mail.Mail.Recipient).Select(mail => mail.MessageId));
    }

    private void RepeatsAreTheSame() => Report(
        "Message-ID has different bytes",
        _mails.GroupBy(mail => mail.MessageId).Where(same => same.Select(mail => Convert.ToBase64String(mail.Mail.Bytes)).Distinct().Skip(1).Any()).Select(same => same.Key));

    private void EachIsToldOnce(Dictionary<string, (string State, string To)> outbox)
    {
        var tellings = _mails.SelectMany(mail => mail.Told.Select(told => (mail.Mail.Recipient, told.Alert, told.Title, mail.MessageId))).Distinct();
        Report(
            "article is told to a person in two mails",
            tellings.Where(telling => !WasCalledBack(telling.MessageId, outbox))
                .GroupBy(telling => (telling.Recipient, telling.Alert, telling.Title)).Where(same => same.Skip(1).Any())
                .Select(same => $"{same.Key} in {string.Join(", ", same.Select(telling => $"{telling.MessageId} {outbox.GetValueOrDefault(telling.MessageId).State}"))}"));
    }

    /// <summary>
    /// A mail that the server had and of which we never knew it, whose reader then stopped one of its alerts: it must not go again, and what it
    /// told of their other alerts comes in another mail, for it might never have arrived.
    /// </summary>
    private bool WasCalledBack(string messageId, Dictionary<string, (string State, string To)> outbox)
    {
        if (!outbox.TryGetValue(messageId, out var row) || row.State != "Cancelled")
            return false;
        var alertsOfMail = _mails.First(mail => mail.MessageId == messageId).Told.Select(told => told.Alert).ToHashSet();
        return departures.Any(departure => departure.Address == row.To && departure.Alert is { } stopped && alertsOfMail.Contains(stopped));
    }

    private async Task EachIsToldAsync(FaultDatabase database)
    {
        var counted = await database.QueryAsync(
            """
            SELECT o.message_id, o.envelope_to, a.name, r.title FROM outbox_item i JOIN outbox o ON o.outbox_id = i.outbox_id
            JOIN alert a ON a.alert_id = i.alert_id JOIN article_revision r ON r.article_id = i.article_id AND r.revision = i.revision
            WHERE i.place <> 'Shown'
            """);
        var arrived = _mails.Select(mail => mail.MessageId).ToHashSet();
        var told = _mails.SelectMany(mail => mail.Told.Select(told => (mail.Mail.Recipient, told.Alert, told.Title)))
            .Concat(counted.Where(row => arrived.Contains(row[0])).Select(row => (row[1], row[2], row[3])))
            .ToHashSet();
        var wanted = expected.Select(match => (match.Alert, match.Title)).Distinct()
            .SelectMany(match => alerts.Single(alert => alert.Name == match.Alert).People.Select(person => (person, match.Alert, match.Title)))
            .Where(telling => !departures.Any(departure => departure.Covers(telling.person, telling.Alert)));
        var missing = wanted.Except(told).ToList();
        Report("article is not told to a person", missing);
        foreach (var (alert, title) in missing.Select(telling => (telling.Item2, telling.Item3)).Distinct().Take(MostOfAKind))
            await ShowAsync(database, alert, title);
    }

    /// <summary>What the database holds of matches that were not told: whether the match, the due time or the cursor is wrong.</summary>
    private async Task ShowAsync(FaultDatabase database, string alert, string title)
    {
        var matches = await database.QueryAsync(
            $"""
            SELECT CAST(m.match_id AS TEXT), CAST(m.revision AS TEXT), CAST(m.seq AS TEXT), m.state FROM article_match m JOIN alert a ON a.alert_id = m.alert_id
            JOIN article_revision r ON r.article_id = m.article_id AND r.revision = m.revision WHERE a.name = '{alert}' AND r.title = '{title}' ORDER BY m.match_id
            """);
        var people = await database.QueryAsync(
            $"""
            SELECT p.address, CAST(s.match_cursor AS TEXT), COALESCE(CAST(s.next_due_at AS TEXT), 'nothing due') FROM subscription s
            JOIN recipient p ON p.recipient_id = s.recipient_id JOIN alert a ON a.alert_id = s.alert_id WHERE a.name = '{alert}' ORDER BY p.address
            """);
        string Rows(IEnumerable<IEnumerable<string>> rows) => string.Join("; ", rows.Select(row => string.Join(' ', row)));
        _problems.Add($"{alert}, {title}: matches (id, revision, seq, state) {Rows(matches)}; people (cursor, due) {Rows(people)}");
    }

    private void NobodyIsToldWhoLeft()
    {
        foreach (var departure in departures.Where(departure => departure.Confirmed is not null))
        {
            if (departure.Alert is null)
                Report($"mail began after {departure.Address} had left", begun.Where(mail => mail.Recipient == departure.Address && mail.Began > departure.Confirmed).Select(mail => Late(mail.Began, departure)));
            else
                Report($"mail of '{departure.Alert}' began after {departure.Address} had stopped it", _mails.Where(mail => IsLate(mail, departure)).Select(mail => Late(mail.Mail.Began, departure)));
        }
    }

    private static bool IsLate(ToldMail mail, Departure departure) =>
        mail.Mail.Recipient == departure.Address && mail.Mail.Began > departure.Confirmed && mail.Told.Any(told => told.Alert == departure.Alert);

    private static string Late(long began, Departure departure) =>
        string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(departure.Confirmed!.Value, began).TotalMilliseconds:0.0} ms later");

    private async Task TheIndexIsWholeAsync(SearchProgram program, int articles)
    {
        await program.MustAsync("check");
        var total = (await program.MustAsync("query", "*:*", "--top", "0", "--json")).Json.GetProperty("total").GetInt32();
        Report("index is not whole", total == articles ? Array.Empty<string>() : [$"{total} of {articles} articles"]);
    }

    private void Report<T>(string what, IEnumerable<T> wrong)
    {
        var all = wrong.ToList();
        if (all.Count > 0)
            _problems.Add($"{what}: {all.Count}, such as {string.Join("; ", all.Take(MostOfAKind))}");
    }
}
