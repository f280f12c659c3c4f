using System.Text;
using Search.Alerts.Editing;
using Search.Alerts.Retention;
using Search.Alerts.Running;
using Search.Alerts.Transfer;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Sources;
using Search.Testing;

namespace Search.Alerts.Tests.Transfer;

public sealed class SetupTransferTests : IDisposable
{
    private const string Owner = "owner@example.org";
    private const string Friend = "friend@example.org";

    private readonly AlertWorld _from = new();
    private readonly AlertWorld _to = new();

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    [Fact]
    public async Task What_is_exported_and_imported_elsewhere_is_exported_there_the_same_and_again_changes_nothing()
    {
        await LiveAsync();
        var exported = await ExportAsync(_from);

        var first = await ImportAsync(_to, exported);
        Assert.Empty(first.Problems);
        Assert.Equal((3, 2, 6), (first.AlertsAdded, first.SourcesAdded, first.PeopleAdded));
        Assert.Equal(exported, await ExportAsync(_to));

        var before = await DatabaseDump.OfAsync(_to.Database);
        _to.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await ImportAsync(_to, exported);
        Assert.Equal((0, 0, 3), (second.AlertsAdded, second.AlertsChanged, second.AlertsSame));
        Assert.Equal((0, 0, 2), (second.SourcesAdded, second.SourcesChanged, second.SourcesSame));
        Assert.Equal(0, second.PeopleAdded);
        Assert.Equal(before, await DatabaseDump.OfAsync(_to.Database));
    }

    [Fact]
    public async Task The_file_holds_all_that_people_set_and_no_secret()
    {
        var alert = await LiveAsync();
        var exported = await ExportAsync(_from);

        foreach (var wanted in (string[])["\"قلمون ", "a private note", "\"monthly 31 07:00\"", "Asia/Beirut", "\"mode\": \"discard\"", "2015-04-01", "\"refused\"", "\"waiting\"", "\"confirmed\"", "550 gone", "410 gone"])
            Assert.Contains(wanted, exported, StringComparison.Ordinal);
        var tokens = await _from.Database.ReadAsync(async session => new[]
        {
            alert.ManageToken, alert.FeedToken, (await session.Webhooks.OfAlertAsync(alert.AlertId))[0].Secret, (await session.Recipients.FindByAddressAsync(Owner))!.Token,
        });
        Assert.All(tokens, token => Assert.DoesNotContain(token, exported, StringComparison.Ordinal));
        Assert.DoesNotContain("first-start", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("Sample", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("removed@example.org", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Imported_alerts_begin_at_now_and_tell_those_who_agreed_before()
    {
        await _from.AddAlertAsync(with: request => request with { To = [Owner, Friend] });
        var waiting = await _from.AddAlertAsync("Later", with: request => request with { To = ["late@example.org"], AskConsent = true });
        await _to.IngestAsync("old", "Qalamoun before");
        await ImportAsync(_to, await ExportAsync(_from));
        await _to.IngestAsync("new", "Qalamoun after");
        await _to.TellAsync();

        Assert.Equal([Friend, Owner], (await _to.OutboxAsync()).Select(mail => mail.EnvelopeTo).Order(StringComparer.Ordinal));
        Assert.All(await _to.OutboxAsync(), mail => Assert.Equal(1, mail.ArticleCount));
        Assert.Null((await _to.Database.ReadAsync(async session => await session.Consents.FindAsync((await session.Alerts.FindAsync(waiting.Id))!.OwnerId, (await session.Recipients.FindByAddressAsync("late@example.org"))!.RecipientId)))!.ConfirmedAt);
    }

    [Fact]
    public async Task A_changed_file_changes_the_alert_and_leaves_others()
    {
        await _from.AddAlertAsync("One");
        var two = await _from.AddAlertAsync("Two", with: request => request with { To = [Owner, Friend] });
        var exported = await ExportAsync(_from);
        var own = await _to.AddAlertAsync("Own");
        await ImportAsync(_to, exported);

        var report = await ImportAsync(_to, exported.Replace("\"query\": \"Qalamoun\"", "\"query\": \"Qalamoun AND storm\"", StringComparison.Ordinal).Replace($"{{\n          \"address\": \"{Friend}\",\n          \"stopped\": false\n        }},\n        ", "", StringComparison.Ordinal));

        Assert.Equal((0, 2, 0), (report.AlertsAdded, report.AlertsChanged, report.AlertsSame));
        var changed = (await _to.Database.ReadAsync(session => session.Alerts.FindAsync(two.Id)))!;
        Assert.Equal(("Qalamoun AND storm", 2), (changed.Query, changed.Version));
        Assert.Equal([Owner], (await _to.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(changed.AlertId))).Where(person => person.UnsubscribedAt is null).Select(person => person.Address));
        Assert.Equal("Qalamoun", (await _to.Database.ReadAsync(session => session.Alerts.FindAsync(own.Id)))!.Query);
    }

    [Fact]
    public async Task What_was_deleted_here_stays_deleted_and_another_owners_alert_is_not_taken()
    {
        var one = await _from.AddAlertAsync("One");
        await _from.AddAlertAsync("Two");
        var exported = await ExportAsync(_from);
        await ImportAsync(_to, exported);
        await _to.Editor.RemoveAsync((await _to.Database.ReadAsync(session => session.Alerts.FindAsync(one.Id)))!.AlertId);

        var again = await ImportAsync(_to, exported);
        Assert.Equal("alerts[0]: was deleted here and stays so; under another id it comes back", Assert.Single(again.Warnings).ToString());

        var before = await DatabaseDump.OfAsync(_to.Database);
        var stolen = await ImportAsync(_to, exported.Replace($"\"owner\": \"{Owner}\",\n      \"name\"", $"\"owner\": \"{Friend}\",\n      \"name\"", StringComparison.Ordinal));
        Assert.Equal("alerts[1].owner", Assert.Single(stolen.Problems).Place);
        Assert.Equal(before, await DatabaseDump.OfAsync(_to.Database));
    }

    [Fact]
    public async Task Who_stopped_here_or_refused_here_stays_out_whatever_the_file_says()
    {
        var alert = await _from.AddAlertAsync(with: request => request with { To = [Owner, Friend, "third@example.org"] });
        var exported = await ExportAsync(_from);
        await ImportAsync(_to, exported);
        var (subscription, consent) = await _to.Database.ReadAsync(async session =>
        {
            var here = (await session.Alerts.FindAsync(alert.Id))!;
            var people = await session.Subscriptions.OfAlertAsync(here.AlertId);
            return (people.Single(person => person.Address == Friend), (await session.Consents.FindAsync(here.OwnerId, people.Single(person => person.Address.StartsWith("third", StringComparison.Ordinal)).RecipientId))!);
        });
        await new Unsubscriber(_to.Database).StopAsync(subscription.Token);
        await new ConsentAnswers(_to.Database).RefuseAsync(consent.Token);

        var report = await ImportAsync(_to, exported);

        Assert.Equal((0, 1), (report.AlertsChanged, report.AlertsSame));
        Assert.Contains("has stopped this alert here", Assert.Single(report.Warnings).Message, StringComparison.Ordinal);
        await _to.IngestAsync("new", "Qalamoun");
        await _to.TellAsync();
        Assert.Equal(Owner, Assert.Single(await _to.OutboxAsync()).EnvelopeTo);
    }

    [Fact]
    public async Task Who_was_erased_here_is_asked_whatever_the_file_says()
    {
        await _from.AddAlertAsync(with: request => request with { To = [Owner, Friend] });
        var exported = await ExportAsync(_from);
        await _to.AddAlertAsync("Earlier", with: request => request with { To = [Owner, Friend] });
        await new Erasure(_to.Database).RunAsync(Friend);

        var report = await ImportAsync(_to, exported);

        Assert.Contains(report.Warnings, warning => warning.Message.Contains("is asked before any mail", StringComparison.Ordinal));
        await _to.IngestAsync("new", "Qalamoun");
        using var runner = new AlertRunner(_to.Database, _to.Transport, _to.Settings);
        await runner.RunAllAsync();
        Assert.Contains("Please confirm", Encoding.ASCII.GetString(Assert.Single(_to.Transport.Mails, mail => mail.Envelope.Recipient == Friend).Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_by_hand_needs_little()
    {
        var report = await ImportAsync(_to, """
            {"format":"search-setup","version":1,"alerts":[{"id":"my-first-alert","owner":"owner@example.org","name":"Storms","query":"storm","recipients":[{"address":"owner@example.org"}]}]}
            """);

        Assert.Empty(report.Problems);
        Assert.Equal((1, 1), (report.AlertsAdded, report.PeopleAdded));
        Assert.Equal("immediate", (await _to.Database.ReadAsync(session => session.Alerts.FindAsync("my-first-alert")))!.Rate);
    }

    [Fact]
    public async Task What_is_wrong_is_said_with_its_place_and_nothing_is_stored()
    {
        const string Alert = """{"id":"my-first-alert","owner":"a@b.org","name":"N","query":"storm","recipients":[{"address":"a@b.org"}]}""";
        (string Json, string Said)[] wrong =
        [
            ("", "this is not a setup file"),
            ("[]", "it must be one object"),
            ("{\"format\":\"other\"}", "its format is not search-setup"),
            ("{\"format\":\"search-setup\",\"version\":2}", "it has version 2, this program knows up to 1"),
            ("{\"format\":\"search-setup\"", "this is not a setup file"),
            ("{\"format\":\"search-setup\",\"format\":\"search-setup\",\"version\":1}", "this is not a setup file"),
            (new string('[', 1_000), "this is not a setup file"),
            (Of("\"alerts\":{}"), "alerts: must be a list"),
            (Of("\"alerts\":[7]"), "alerts[0]: must be an object"),
            (Of("\"alerts\":[{}]"), "alerts[0].id: is missing"),
            (Of($"\"alerts\":[{Alert},{Alert}]"), "alerts[1]: is the same as alerts[0]"),
            (With("my-first-alert", "short"), "alerts[0].id: must have 8 to 64 letters"),
            (With("my-first-alert", "My First Alert"), "alerts[0].id"),
            (With("\"storm\"", "\"(storm\""), "alerts[0].query"),
            (With("\"storm\"", "\"*:*\""), "alerts[0].query"),
            (With("\"storm\"", "7"), "alerts[0].query: must be a text"),
            (With("\"storm\"", "\"\\ud800\""), "alerts[0].query: is no text"),
            (With("\"name\":\"N\"", "\"name\":\"\""), "alerts[0].name: the name must have 1 to 200 characters"),
            (With("\"name\":\"N\"", "\"name\":\"N\",\"rate\":\"sometimes\""), "alerts[0].rate"),
            (With("\"name\":\"N\"", "\"name\":\"N\",\"zone\":\"Mars/Base\""), "alerts[0].zone"),
            (With("\"name\":\"N\"", "\"name\":\"N\",\"quietFrom\":\"7\""), "alerts[0].quietFrom"),
            (With("\"name\":\"N\"", "\"name\":\"N\",\"discreet\":\"yes\""), "alerts[0].discreet: must be true or false"),
            (With("\"name\":\"N\"", "\"name\":\"N\",\"pause\":{\"mode\":\"sleep\"}"), "alerts[0].pause.mode: must be one of collect, discard"),
            (With("\"name\":\"N\"", "\"name\":\"N\",\"pause\":{\"until\":\"soon\"}"), "alerts[0].pause.until: must be an instant"),
            (With("\"name\":\"N\"", "\"name\":\"N\",\"webhooks\":[{\"url\":\"ftp://x.org\"}]"), "alerts[0].webhooks[0].url"),
            (With("\"name\":\"N\"", "\"name\":\"N\",\"languages\":[1]"), "alerts[0].languages[0]: must be a text"),
            (With("[{\"address\":\"a@b.org\"}]", "[{\"address\":\"nobody\"}]"), "alerts[0].recipients[0].address: 'nobody' is not a bare mail address"),
            (With("[{\"address\":\"a@b.org\"}]", "[{\"address\":\"a@b.org\\r\\nBcc: c@d.org\"}]"), "alerts[0].recipients[0].address"),
            (With("[{\"address\":\"a@b.org\"}]", "[{\"address\":\"a@b.org\"},{\"address\":\"A@B.org\"}]"), "alerts[0].recipients[1]: is the same as alerts[0].recipients[0]"),
            (With("[{\"address\":\"a@b.org\"}]", "[" + string.Join(',', Enumerable.Range(0, 501).Select(number => $"{{\"address\":\"p{number}@b.org\"}}")) + "]"), "alerts[0].recipients: an alert is told to at most 500 people"),
            (Of("\"people\":[{\"address\":\"Name <a@b.org>\"}]"), "people[0].address"),
            (Of("\"consents\":[{\"owner\":\"a@b.org\",\"recipient\":\"a@b.org\",\"answer\":\"perhaps\"}]"), "consents[0].answer: must be one of waiting, confirmed, refused"),
            (Of("\"sources\":[{\"url\":\"file:///etc/passwd\",\"name\":\"x\"}]"), "sources[0].url"),
            (Of("\"sources\":[{\"url\":\"https://u:p@x.org/\",\"name\":\"x\"}]"), "sources[0].url"),
            (Of("\"sources\":[{\"url\":\"https://x.org\",\"name\":\"x\"},{\"url\":\"https://X.org/\",\"name\":\"y\"}]"), "sources[1]: is the same as sources[0]"),
            (Of("\"sources\":[{\"url\":\"https://x.org\",\"name\":\"x\",\"pollSeconds\":1}]"), "sources[0].pollSeconds: must be a whole number from 60 to 604800"),
            (Of("\"settings\":{\"database-identity\":\"x\"}"), "settings.database-identity: is no setting"),
            (Of("\"settings\":{\"Smtp:Password\":\"x\"}"), "settings.Smtp:Password: is no setting that an import may set; what is secret is set by hand"),
            (Of("\"settings\":{\"Database\":\"x\"}"), "settings.Database: is no setting"),
            (Of("\"settings\":{\"smtp:host\":\"x\"}"), "settings.smtp:host: is no setting; Smtp:Host is one"),
            (Of("\"settings\":{\"Smtp:Port\":25}"), "settings.Smtp:Port: must be a text"),
        ];
        var before = await DatabaseDump.OfAsync(_to.Database);
        foreach (var (json, said) in wrong)
        {
            var report = await ImportAsync(_to, json);
            Assert.True(report.Problems.Any(problem => problem.ToString().Contains(said, StringComparison.Ordinal)), $"{said}\n{string.Join('\n', report.Problems)}");
        }
        Assert.Equal(before, await DatabaseDump.OfAsync(_to.Database));

        static string Of(string members) => $"{{\"format\":\"search-setup\",\"version\":1,{members}}}";
        static string With(string part, string instead) => Of($"\"alerts\":[{Alert.Replace(part, instead, StringComparison.Ordinal)}]");
    }

    [Fact]
    public async Task All_mistakes_are_found_at_once_and_unknown_fields_only_warn()
    {
        var report = await ImportAsync(_to, """
            {"format":"search-setup","version":1,"colour":"blue","alerts":[
                {"id":"my-first-alert","owner":"a@b.org","name":"Good","query":"storm","sound":7,"recipients":[{"address":"a@b.org"}]},
                {"id":"my-second-alert","owner":"nobody","name":"","query":"(","recipients":[]}]}
            """);

        Assert.Equal(["alerts[1].name", "alerts[1].owner", "alerts[1].query"], report.Problems.Select(problem => problem.Place).Order(StringComparer.Ordinal));
        Assert.Equal(["alerts[0].sound", "colour"], report.Warnings.Select(warning => warning.Place).Order(StringComparer.Ordinal));
        Assert.Equal(0, await _to.Database.ReadAsync(session => session.Alerts.CountAsync()));
    }

    [Fact]
    public async Task A_file_that_is_too_long_is_refused_without_being_held()
    {
        await using var endless = new Endless();
        var reading = await new SetupImport(_to.Database).ReadAsync(endless);
        Assert.Contains("longer than 64 MB", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_files_give_problems_or_a_setup_and_nothing_else()
    {
        await LiveAsync();
        var exported = Encoding.UTF8.GetBytes(await ExportAsync(_from));
        var random = new Random(20150317);
        for (var round = 0; round < 200; round++)
        {
            var damaged = (byte[])exported.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var (problems, warnings) = (new List<SetupProblem>(), new List<SetupProblem>());
            var setup = await SetupFile.ReadAsync(new MemoryStream(damaged[..random.Next(damaged.Length / 2, damaged.Length + 1)]), problems, warnings);
            Assert.Equal(setup is null, problems.Count > 0);
            if (setup is not null)
                new SetupCheck(_to.Editor, problems).Run(setup);
        }
    }

    private static async Task<string> ExportAsync(AlertWorld world) => SetupFile.Write(await new SetupExport(world.Database).ReadAsync());

    private static async Task<ImportReport> ImportAsync(AlertWorld world, string json)
    {
        var import = new SetupImport(world.Database);
        return await import.RunAsync(await import.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(json))));
    }

    /// <summary>Three alerts with every field set in one of them, people in every state, two sources; samples beside. Returns the first alert.</summary>
    private async Task<Alert> LiveAsync()
    {
        var first = await _from.AddAlertAsync("قلمون 😀", "Qalamoun AND (incursion OR \"near IS\"~5)", request => request with
        {
            To = [Owner, Friend, "removed@example.org", "left@example.org"],
            Rate = "monthly 31 07:00",
            Zone = "Asia/Beirut",
            Note = "a private note,\nof two lines",
            Filters = new AlertFilters { Languages = ["ar", "en"], Sources = ["Syria Direct"] },
            QuietFrom = "22:00",
            QuietTo = "06:30",
            FoldDuplicates = false,
            TellAgain = true,
            Heartbeat = true,
            Discreet = true,
            OtherSpellings = true,
        });
        var second = await _from.AddAlertAsync("Second", with: request => request with { To = [Friend, "asked@example.org", "refused@example.org"], AskConsent = true });
        await _from.AddAlertAsync("Third", with: request => request with { To = [Friend] });
        await _from.AddAlertAsync("Sample", with: request => request with { To = ["you@example.org"], Sample = true });
        await _from.Editor.UpdateAsync(first.AlertId, AlertRequest.Of(first) with { To = [Owner, Friend, "left@example.org"], Operator = true });
        await _from.Editor.PauseAsync(first.AlertId, PauseMode.Discard, new DateTimeOffset(2015, 4, 1, 7, 0, 0, TimeSpan.Zero));
        await _from.Editor.PauseAsync(second.AlertId, PauseMode.Collect);
        await _from.Database.WriteAsync(session => StatesAsync(session, first, second));
        return first;
    }

    private static async Task StatesAsync(DataSession session, Alert first, Alert second)
    {
        var left = (await session.Recipients.FindByAddressAsync("left@example.org"))!;
        await session.Subscriptions.UnsubscribeAsync((await session.Subscriptions.FindAsync(first.AlertId, left.RecipientId))!.SubscriptionId);
        await session.AlertEvents.AddAsync(first.AlertId, AlertEventKind.Unsubscribed, left.Address);
        var refused = (await session.Recipients.FindByAddressAsync("refused@example.org"))!;
        await session.Consents.RefuseAsync((await session.Consents.FindAsync(second.OwnerId, refused.RecipientId))!.Token);
        await session.Recipients.UnsubscribeAsync(refused.RecipientId);
        await session.Recipients.SuspendAsync((await session.Recipients.FindByAddressAsync("asked@example.org"))!.RecipientId, "550 gone");
        var feed = (await session.Sources.AddAsync(new SourceDraft { Url = "https://feeds.example/a.xml", Name = "Feed A", Language = "ar", PollInterval = TimeSpan.FromHours(2) }))!.Value;
        await session.Sources.SetOwnerAsync(feed, (await session.Recipients.EnsureAsync("editor@example.org", isOperator: false)).RecipientId);
        await session.Sources.SetEnabledAsync(feed, enabled: false);
        await session.Sources.AddAsync(new SourceDraft { Url = "https://feeds.example/b.xml", Name = "Feed B" });
        await session.Sources.AddAsync(new SourceDraft { Url = "https://feeds.example/sample.xml", Name = "Sample feed", Sample = true });
        await session.Settings.WriteAsync("first-start", "done");
        await session.Webhooks.AddAsync(first.AlertId, "https://hooks.example/in?x=1");
        await session.Webhooks.DisableAsync((await session.Webhooks.AddAsync(first.AlertId, "https://hooks.example/gone"))!.WebhookId, "410 gone");
    }

    /// <summary>Spaces without end.</summary>
    private sealed class Endless : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            return new(buffer.Length);
        }
    }
}
