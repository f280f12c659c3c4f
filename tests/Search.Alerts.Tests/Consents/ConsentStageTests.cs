using Search.Alerts.Consents;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Data.Alerts;
using Search.Data.Outbox;

namespace Search.Alerts.Tests.Consents;

public sealed class ConsentStageTests : IDisposable
{
    private static readonly AlertSettings Public = new() { From = Mailbox.Parse("Search <search@example.org>"), PublicUrl = new Uri("https://search.example.org/") };

    private readonly AlertWorld _world = new(Public);
    private readonly ConsentStage _stage;
    private readonly ConsentAnswers _answers;

    public ConsentStageTests()
    {
        _stage = new ConsentStage(_world.Database, Public);
        _answers = new ConsentAnswers(_world.Database);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_person_is_asked_once_by_a_mail_that_leads_to_the_answer()
    {
        await AskAsync("ann");

        Assert.Equal(new ConsentReport(1, []), await RunAsync());
        Assert.Equal(0, (await RunAsync()).Asked);

        var mail = Assert.Single(await _world.OutboxAsync());
        var consent = await ConsentAsync("ann");
        Assert.Equal((OutboxKind.Confirmation, "ann@example.org", 1), (mail.Kind, mail.EnvelopeTo, consent.AskedCount));
        var text = MimeReader.Read(mail.Bytes).Text;
        Assert.Contains("https://search.example.org/confirm/" + consent.Token, text, StringComparison.Ordinal);
        Assert.Contains("owner@example.org", text, StringComparison.Ordinal);
        Assert.Equal(1, (await _world.Delivery.RunAsync()).Sent);
    }

    [Fact]
    public async Task Who_does_not_answer_is_asked_three_times_three_days_apart_and_never_again()
    {
        await AskAsync("ann");
        var asked = new List<int>();
        for (var day = 0; day < 20; day++, _world.Time.Advance(TimeSpan.FromDays(1)))
        {
            if ((await RunAsync()).Asked > 0)
                asked.Add(day);
        }

        Assert.Equal([0, 3, 6], asked);
        Assert.Equal((3, 3), (ConsentLimits.Asks, ConsentLimits.AskAgainAfter.Days));
        Assert.Equal(3, (await _world.OutboxAsync()).Select(mail => mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task An_address_gets_three_questions_a_day_whoever_asks()
    {
        for (var owner = 0; owner < 5; owner++)
            await AskAsync("victim", $"owner{owner}");

        Assert.Equal(ConsentLimits.PerAddress, (await RunAsync()).Asked);
        Assert.Equal(0, (await RunAsync()).Asked);
        _world.Time.Advance(ConsentLimits.AddressWindow);
        Assert.Equal(2, (await RunAsync()).Asked);
        Assert.Equal((3, 24), (ConsentLimits.PerAddress, (int)ConsentLimits.AddressWindow.TotalHours));
    }

    [Fact]
    public async Task An_owner_asks_fifty_people_an_hour_and_holds_up_nobody_elses()
    {
        await AskAsync([.. Enumerable.Range(0, 130).Select(number => $"person{number}")]);
        await AskAsync("ann", "other");

        Assert.Equal(ConsentLimits.PerOwner + 1, (await RunAsync()).Asked);
        Assert.Equal(0, (await RunAsync()).Asked);
        _world.Time.Advance(ConsentLimits.OwnerWindow);
        Assert.Equal(50, (await RunAsync()).Asked);
        _world.Time.Advance(ConsentLimits.OwnerWindow);
        Assert.Equal(30, (await RunAsync()).Asked);
        Assert.Equal((50, 60), (ConsentLimits.PerOwner, (int)ConsentLimits.OwnerWindow.TotalMinutes));
    }

    [Fact]
    public async Task A_second_alert_of_the_same_owner_asks_nobody_who_has_answered()
    {
        await AskAsync("ann");
        await AskAsync("bob");
        await RunAsync();
        await _answers.ConfirmAsync((await ConsentAsync("ann")).Token);
        await _answers.RefuseAsync((await ConsentAsync("bob")).Token);
        await _world.AddAlertAsync("second", with: request => request with { To = ["owner@example.org", "ann@example.org", "bob@example.org"], Operator = false });
        _world.Time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(0, (await RunAsync()).Asked);
        await _world.IngestAsync("1", "Qalamoun");
        await _world.TellAsync();
        Assert.DoesNotContain(await _world.OutboxAsync(), mail => mail.Kind == OutboxKind.Digest && mail.EnvelopeTo == "bob@example.org");
        Assert.Contains(await _world.OutboxAsync(), mail => mail.Kind == OutboxKind.Digest && mail.EnvelopeTo == "ann@example.org");
    }

    [Fact]
    public async Task A_question_that_waits_is_called_back_when_the_person_has_answered()
    {
        await AskAsync("ann");
        await RunAsync();
        _world.Time.Advance(TimeSpan.FromDays(3));
        await RunAsync();
        await _answers.RefuseAsync((await ConsentAsync("ann")).Token);
        Assert.Equal([OutboxState.Queued, OutboxState.Cancelled], (await _world.OutboxAsync()).Select(mail => mail.State));
    }

    [Fact]
    public async Task Nothing_found_is_sent_before_the_answer_and_all_of_it_after()
    {
        await AskAsync("ann");
        await RunAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await _world.TellAsync();
        Assert.DoesNotContain(await _world.OutboxAsync(), mail => mail.Kind == OutboxKind.Digest && mail.EnvelopeTo == "ann@example.org");

        await _answers.ConfirmAsync((await ConsentAsync("ann")).Token);
        await _world.TellAsync();
        Assert.Contains(await _world.OutboxAsync(), mail => mail.Kind == OutboxKind.Digest && mail.EnvelopeTo == "ann@example.org");
    }

    [Fact]
    public async Task Without_a_public_address_only_the_operators_own_people_are_asked_and_the_rest_is_said()
    {
        var local = Public with { PublicUrl = null, LocalUrl = new Uri("http://127.0.0.1:5080") };
        await AskAsync("ann");
        await _world.Database.WriteAsync(session => session.Recipients.EnsureAsync("bob@example.org", isOperator: true));
        await AskAsync("bob");

        var report = await new ConsentStage(_world.Database, local).RunAsync();

        Assert.Equal(1, report.Asked);
        Assert.Contains("PublicUrl", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Equal("bob@example.org", Assert.Single(await _world.OutboxAsync()).EnvelopeTo);
        var nowhere = await new ConsentStage(_world.Database, local with { LocalUrl = null }).RunAsync();
        Assert.Equal((0, 1), (nowhere.Asked, nowhere.Warnings.Count));
    }

    [Fact]
    public async Task Who_left_stopped_all_or_is_suspended_is_not_asked()
    {
        await AskAsync("left", "stopped", "suspended", "asked");
        await _world.Database.WriteAsync(async session =>
        {
            var left = (await session.Recipients.FindByAddressAsync("left@example.org"))!;
            await session.Subscriptions.UnsubscribeAsync((await session.Subscriptions.OfRecipientAsync(left.RecipientId))[0].SubscriptionId);
            await session.Recipients.UnsubscribeAsync((await session.Recipients.FindByAddressAsync("stopped@example.org"))!.RecipientId);
            await session.Recipients.SuspendAsync((await session.Recipients.FindByAddressAsync("suspended@example.org"))!.RecipientId, "550");
        });

        await RunAsync();
        Assert.Equal(["asked@example.org"], (await _world.OutboxAsync()).Select(mail => mail.EnvelopeTo));
    }

    [Fact]
    public async Task A_discreet_alerts_name_and_query_stand_in_no_question()
    {
        await AddAsync("owner", ["ann"], request => request with { Name = "Secret name", Query = "Qalamoun secretword", Discreet = true });
        await RunAsync();
        var text = MimeReader.Read(Assert.Single(await _world.OutboxAsync()).Bytes).Text;
        Assert.DoesNotContain("Secret name", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secretword", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_at_once_ask_once()
    {
        await AskAsync([.. Enumerable.Range(0, 40).Select(number => $"person{number}")]);
        using var other = _world.OpenAgain();

        var reports = await Task.WhenAll(Task.Run(() => _stage.RunAsync()), Task.Run(() => new ConsentStage(other, Public).RunAsync()));

        Assert.Equal(40, reports.Sum(report => report.Asked));
        Assert.Equal(40, (await _world.OutboxAsync()).Count);
    }

    private async Task<ConsentReport> RunAsync()
    {
        var report = await _stage.RunAsync();
        return report with { Warnings = report.Warnings.Count == 0 ? [] : report.Warnings };
    }

    /// <summary>An alert of the owner who agreed, told to people who have to be asked.</summary>
    private Task AskAsync(params string[] people) => AddAsync("owner", people, request => request);

    private Task AskAsync(string person, string owner) => AddAsync(owner, [person], request => request);

    private async Task AddAsync(string owner, string[] people, Func<AlertRequest, AlertRequest> with)
    {
        var alert = await _world.AddAlertAsync(with: request => with(request with { To = [owner + "@example.org"] }));
        var outcome = await _world.Editor.UpdateAsync(
            alert.AlertId, AlertRequest.Of(alert) with { To = [owner + "@example.org", .. people.Select(person => person + "@example.org")] });
        Assert.True(outcome.IsStored, string.Join("; ", outcome.Problems));
    }

    private async Task<Consent> ConsentAsync(string person) => (await _world.Database.ReadAsync(async session =>
    {
        var recipient = await session.Recipients.FindByAddressAsync(person + "@example.org");
        var owner = await session.Recipients.FindByAddressAsync("owner@example.org");
        return await session.Consents.FindAsync(owner!.RecipientId, recipient!.RecipientId);
    }))!;
}
