using Search.Alerts.Editing;
using Search.Data.Alerts;

namespace Search.Alerts.Tests.Editing;

public sealed class AlertEditorTests : IDisposable
{
    private readonly AlertWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task An_alert_has_its_people_and_its_first_due_time()
    {
        var alert = await _world.AddAlertAsync(with: request => request with
        {
            Rate = "daily",
            At = "08:30",
            Zone = "Asia/Beirut",
            To = ["Desk <desk@example.org>", "b@example.org"],
            QuietFrom = "22:00",
            QuietTo = "6:00",
        });

        Assert.Equal(("daily 08:30", "Asia/Beirut", new TimeOnly(22, 0)), (alert.Rate, alert.Zone, alert.QuietFrom));
        var people = await PeopleAsync(alert);
        Assert.Equal(["desk@example.org", "b@example.org"], people.Select(person => person.Address));
        Assert.Equal(alert.OwnerId, people[0].RecipientId);
        Assert.All(people, person => Assert.Equal(new DateTimeOffset(2015, 3, 18, 6, 30, 0, TimeSpan.Zero), person.NextDueAt));
    }

    [Theory]
    [InlineData("Name", "", "Qalamoun", "immediate", "UTC", "a@example.org")]
    [InlineData("Query", "x", "(Qalamoun", "immediate", "UTC", "a@example.org")]
    [InlineData("Query", "x", "*:*", "immediate", "UTC", "a@example.org")]
    [InlineData("Query", "x", "-Qalamoun", "immediate", "UTC", "a@example.org")]
    [InlineData("Rate", "x", "Qalamoun", "sometimes", "UTC", "a@example.org")]
    [InlineData("Zone", "x", "Qalamoun", "immediate", "Mars/Base", "a@example.org")]
    [InlineData("To", "x", "Qalamoun", "immediate", "UTC", "nobody")]
    [InlineData("To", "x", "Qalamoun", "immediate", "UTC", "a@example.org\nBcc: b@example.org")]
    public async Task What_can_not_be_is_refused_with_the_field_and_a_sentence(string field, string name, string query, string rate, string zone, string to)
    {
        var request = new AlertRequest { Name = name, Query = query, Rate = rate, Zone = zone, To = [to], Operator = true };

        var outcome = await _world.Editor.AddAsync(request);

        Assert.False(outcome.IsStored);
        var problem = Assert.Single(outcome.Problems);
        Assert.Equal(field, problem.Field);
        Assert.True(problem.Message.Length > 10);
        Assert.Equal(outcome.Problems, _world.Editor.Check(request));
        Assert.Empty(await _world.Database.ReadAsync(session => session.Alerts.ListAsync()));
    }

    [Fact]
    public async Task A_new_rate_moves_the_due_time_and_new_people_replace_the_old()
    {
        var alert = await _world.AddAlertAsync(with: request => request with { Rate = "daily 07:00", To = ["a@example.org", "b@example.org"] });
        var edited = await _world.Editor.UpdateAsync(
            alert.AlertId, new AlertRequest { Name = "new", Query = "Qalamoun", Rate = "hourly", To = ["a@example.org", "c@example.org"], Operator = true });

        Assert.Equal((1, "new"), (edited.Alert!.Version, edited.Alert.Name));
        var people = await PeopleAsync(alert);
        Assert.Equal(["a@example.org", "c@example.org"], people.Where(person => person.UnsubscribedAt is null).Select(person => person.Address));
        Assert.Equal(new DateTimeOffset(2015, 3, 17, 13, 0, 0, TimeSpan.Zero), people[0].NextDueAt);
    }

    [Fact]
    public async Task Turning_an_alert_off_cancels_what_is_queued()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await _world.TellAsync();
        await _world.Editor.UpdateAsync(alert.AlertId, new AlertRequest { Name = "x", Query = "Qalamoun", Rate = "off", To = [], Operator = true });

        Assert.Equal(0, (await _world.Delivery.RunAsync()).Sent);
        Assert.Equal(0, (await _world.Digest.RunAsync()).Mails);
    }

    private Task<IReadOnlyList<Subscription>> PeopleAsync(Alert alert) =>
        _world.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(alert.AlertId));
}
