using System.Text;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Alerts.Retention;
using Search.Alerts.Running;
using Search.Data.Alerts;
using Search.Data.Outbox;
using Search.Data.Stages;
using Search.Testing;

namespace Search.Alerts.Tests.Retention;

public sealed class ErasureTests : IDisposable
{
    private const string Person = "Person.Zebulon@example.org";
    private const string Name = "Zanzibar watch";
    private const string Other = "other@example.org";

    private readonly AlertWorld _world = new(new AlertSettings { From = Mailbox.Parse("Search <search@example.org>"), PublicUrl = new Uri("https://search.example/") });
    private readonly AlertRunner _runner;

    public ErasureTests() => _runner = new AlertRunner(_world.Database, _world.Transport, _world.Settings);

    public void Dispose()
    {
        _runner.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task The_address_and_the_alerts_are_nowhere_in_rows_files_and_mails()
    {
        await LiveAsync();
        var before = await DatabaseDump.OfAsync(_world.Database);
        foreach (var text in (string[])["Zebulon", "Zanzibar", "Zagreb", "private"])
            Assert.Contains(text, before, StringComparison.OrdinalIgnoreCase);

        Assert.True(await new Erasure(_world.Database).RunAsync(Person.ToUpperInvariant()));

        foreach (var text in (string[])["Zebulon", "Zanzibar", "Zagreb", "private"])
            await AssertNowhereAsync(text);
        Assert.False(await new Erasure(_world.Database).RunAsync(Person));
    }

    [Fact]
    public async Task What_others_have_stays()
    {
        var theirs = await LiveAsync();
        var before = await OthersAsync(theirs);
        await new Erasure(_world.Database).RunAsync(Person);

        Assert.Equal(before, await OthersAsync(theirs));
        await _world.IngestAsync("later", "Qalamoun later", "Zagreb later");
        var run = await _runner.RunAllAsync();
        Assert.Equal((1, 1), (run.Digest.Mails, run.Digest.Articles));
        Assert.Equal(Other, _world.Transport.Mails[^1].Envelope.Recipient);
    }

    [Fact]
    public async Task What_was_queued_for_the_person_is_cancelled()
    {
        await LiveAsync();
        await _world.IngestAsync("queued", "Zagreb Qalamoun queued");
        await _runner.MatchAsync();
        await _world.Database.WriteAsync(session => session.Subscriptions.MakeDueAsync());
        await _world.Digest.RunAsync();
        Assert.Contains(await _world.OutboxAsync(), mail => mail.State == OutboxState.Queued && mail.EnvelopeTo == Person);
        var sent = _world.Transport.Mails.Count;

        await new Erasure(_world.Database).RunAsync(Person);
        await _runner.RunAllAsync();

        Assert.DoesNotContain(_world.Transport.Mails.Skip(sent), mail => mail.Envelope.Recipient == Person);
        await AssertNowhereAsync("Zebulon");
    }

    [Fact]
    public async Task Whoever_adds_the_address_again_has_to_ask_the_person()
    {
        await LiveAsync();
        await new Erasure(_world.Database).RunAsync(Person);

        var alert = await _world.AddAlertAsync("Again", "Qalamoun", request => request with { To = [Other, Person] });
        await _world.IngestAsync("again", "Qalamoun again");
        var sent = _world.Transport.Mails.Count;
        await _runner.RunAllAsync();

        var person = (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync(Person)))!;
        Assert.Null((await _world.Database.ReadAsync(session => session.Consents.FindAsync(alert.OwnerId, person.RecipientId)))!.ConfirmedAt);
        var mail = Assert.Single(_world.Transport.Mails.Skip(sent), mail => mail.Envelope.Recipient == Person);
        Assert.Contains("Please confirm", Encoding.ASCII.GetString(mail.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stored_of_a_person_is_told()
    {
        await LiveAsync();
        var record = await _world.Database.ReadAsync(async session => await PersonRecord.ReadAsync(session, (await session.Recipients.FindByAddressAsync(Person))!, 1));

        Assert.Equal([Name, "Zanzibar old"], record.Owned.Select(alert => alert.Name));
        Assert.Equal([Name, "Zanzibar old", "Qalamoun"], record.Told.Select(told => told.Alert.Name));
        Assert.Equal([(Person, "agreed"), (Other, "agreed")], record.Consents.Select(consent => (consent.Owner, consent.State)));
        Assert.Single(record.Mails);
        Assert.Equal((await _world.OutboxAsync()).Count(mail => mail.EnvelopeTo == Person), record.MailCount);
    }

    /// <summary>
    /// The person owns two alerts, one deleted, told to others too; is told of another owner's, left it and came back; people were asked for the
    /// person's mails; a run failed over the person's names. Returns the other owner's alert.
    /// </summary>
    private async Task<Alert> LiveAsync()
    {
        var own = await _world.AddAlertAsync(Name, "Zagreb", request => request with { To = [Person, Other, "third@example.org"], Note = "my private note", Heartbeat = true });
        var old = await _world.AddAlertAsync("Zanzibar old", "Zagreb", request => request with { To = [Person] });
        var theirs = await _world.AddAlertAsync("Qalamoun", "Qalamoun", request => request with { To = [Other, Person] });
        await _world.Editor.UpdateAsync(own.AlertId, AlertRequest.Of(own) with { To = [Person, Other, "third@example.org", "asked@example.org"], Operator = true, AskConsent = true });
        await _world.IngestAsync("1", "Qalamoun one", "Text of Qalamoun.");
        await _runner.RunAllAsync();
        await _world.IngestAsync("2", "Zagreb two", "Text of Zagreb.");
        await _runner.RunAllAsync();
        _world.Time.Advance(TimeSpan.FromDays(1));
        await _runner.RunAllAsync();
        await _world.Editor.RemoveAsync(old.AlertId);
        await _world.Database.WriteAsync(session => session.Alerts.MarkBrokenAsync(own.AlertId, "Zagreb is too broad"));
        await LeaveAsync(theirs);
        await _runner.RunAllAsync();
        await _world.Database.WriteAsync(session => session.Runs.AddAsync(new StageRun { Stage = Stage.Digest, StartedAt = session.Now, Done = 1, Error = $"{Person}: 550; alert {Name} is broken" }));
        Assert.Contains(_world.Transport.Mails, mail => mail.Envelope.Recipient == Other && Decoded(mail.Bytes).Contains(Person, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(_world.Transport.Mails, mail => mail.Envelope.Recipient == "asked@example.org" && Decoded(mail.Bytes).Contains(Person, StringComparison.OrdinalIgnoreCase));
        return theirs;
    }

    /// <summary>The person stops another owner's alert, and comes back.</summary>
    private async Task LeaveAsync(Alert theirs)
    {
        var person = (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync(Person)))!;
        var subscription = (await _world.Database.ReadAsync(session => session.Subscriptions.FindAsync(theirs.AlertId, person.RecipientId)))!;
        var stop = new Unsubscriber(_world.Database);
        await stop.StopAsync(subscription.Token);
        await _runner.NotifyAsync(all: true);
        await _runner.DeliverAsync();
        await stop.ComeBackAsync(subscription.Token);
    }

    private async Task<string> OthersAsync(Alert theirs)
    {
        var lines = new StringBuilder();
        await using var session = await _world.Database.BeginReadAsync();
        lines.Append(await session.Alerts.FindAsync(theirs.AlertId)).Append(await session.Recipients.FindByAddressAsync(Other));
        foreach (var match in await session.Matches.OfAlertAsync(theirs.AlertId))
            lines.Append(match);
        foreach (var mail in (await _world.OutboxAsync()).Where(mail => mail.EnvelopeTo == Other))
            lines.Append((mail.MessageId, mail.State, mail.SentAt, mail.ArticleCount));
        foreach (var mail in (await _world.OutboxAsync()).Where(mail => mail.EnvelopeTo == Other && mail.Subject.StartsWith("Qalamoun:", StringComparison.Ordinal)))
            lines.Append(Encoding.ASCII.GetString(mail.Bytes));
        return lines.ToString();
    }

    private async Task AssertNowhereAsync(string text)
    {
        Assert.DoesNotContain(text, await WithoutArticlesAsync(), StringComparison.OrdinalIgnoreCase);
        foreach (var mail in await _world.OutboxAsync())
            Assert.DoesNotContain(text, Decoded(mail.Bytes), StringComparison.OrdinalIgnoreCase);
        // The word of the query stands in the articles too.
        foreach (var file in text == "Zagreb" ? [] : _world.Files)
            Assert.False((await TakedownTests.ReadSharedAsync(file)).Contains(text, StringComparison.OrdinalIgnoreCase), $"{text} is in {Path.GetFileName(file)}");
    }

    private async Task<string> WithoutArticlesAsync() => string.Join(
        '\n', (await DatabaseDump.OfAsync(_world.Database)).Split('\n').Where(line => !line.StartsWith("article_revision:", StringComparison.Ordinal)));

    private static string Decoded(byte[] bytes)
    {
        var parts = MimeReader.Read(bytes);
        return string.Join('\n', [.. parts.Headers.Select(header => header.Value), parts.Text, parts.Html]);
    }
}
