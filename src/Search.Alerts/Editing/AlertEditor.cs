using System.Globalization;
using Search.Alerts.Mail;
using Search.Alerts.Matching;
using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;

namespace Search.Alerts.Editing;

/// <summary>Takes what people ask of alerts: checks it, stores it, and keeps the due times right. The one way by which pages and commands change alerts.</summary>
public sealed class AlertEditor(Database database)
{
    private const int LongestName = 200;

    /// <summary>Adds an alert and its people.</summary>
    public async Task<AlertOutcome> AddAsync(AlertRequest request, CancellationToken cancellation = default)
    {
        var problems = new List<AlertProblem>();
        var draft = Check(request, problems);
        var addresses = Addresses(request, problems);
        if (draft is null || problems.Count > 0)
            return new AlertOutcome(Alert: null, problems);
        var alert = await database.WriteAsync(session => AddAsync(session, request, draft, addresses), cancellation);
        return new AlertOutcome(alert, []);
    }

    /// <summary>Edits an alert; who is told becomes exactly <see cref="AlertRequest.To"/>, unless that is empty.</summary>
    public async Task<AlertOutcome> UpdateAsync(long alertId, AlertRequest request, CancellationToken cancellation = default)
    {
        var problems = new List<AlertProblem>();
        var draft = Check(request, problems);
        var addresses = request.To.Count == 0 ? [] : Addresses(request, problems);
        if (draft is null || problems.Count > 0)
            return new AlertOutcome(Alert: null, problems);
        var alert = await database.WriteAsync(session => UpdateAsync(session, alertId, request, draft, addresses), cancellation);
        return alert is null ? new AlertOutcome(Alert: null, [new AlertProblem("", "there is no such alert")]) : new AlertOutcome(alert, []);
    }

    /// <summary>Pauses an alert; matches are collected or discarded meanwhile.</summary>
    public Task PauseAsync(long alertId, PauseMode mode, DateTimeOffset? until = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session => session.Alerts.PauseAsync(alertId, mode, until), cancellation);

    /// <summary>Ends a pause. What was collected is due with the next digest; of an immediate alert, soon.</summary>
    public Task ResumeAsync(long alertId, CancellationToken cancellation = default) => database.WriteAsync(
        async session =>
        {
            await session.Alerts.ResumeAsync(alertId);
            if (await session.Alerts.FindAsync(alertId) is { } alert)
                await RescheduleAsync(session, alert, keepDue: false);
        },
        cancellation);

    /// <summary>Deletes an alert and cancels what is queued of it.</summary>
    public Task RemoveAsync(long alertId, CancellationToken cancellation = default) =>
        database.WriteAsync(session => session.Alerts.DeleteAsync(alertId), cancellation);

    /// <summary>Checks a request without storing it.</summary>
    public IReadOnlyList<AlertProblem> Check(AlertRequest request)
    {
        var problems = new List<AlertProblem>();
        Check(request, problems);
        Addresses(request, problems);
        return problems;
    }

    private static async Task<Alert> AddAsync(DataSession session, AlertRequest request, AlertDraft draft, IReadOnlyList<Mailbox> addresses)
    {
        var people = new List<Recipient>();
        foreach (var address in addresses)
            people.Add(await session.Recipients.EnsureAsync(address.Address, request.Operator));
        DateTimeOffset? past = request.PastDays > 0 ? session.Now.AddDays(-request.PastDays) : null;
        var alert = await session.Alerts.AddAsync(draft, people[0].RecipientId, past);
        foreach (var person in people)
            await session.Subscriptions.AddAsync(alert.AlertId, person.RecipientId, DueTimes.Next(alert, session.Now));
        return alert;
    }

    private static async Task<Alert?> UpdateAsync(
        DataSession session, long alertId, AlertRequest request, AlertDraft draft, IReadOnlyList<Mailbox> addresses)
    {
        if (await session.Alerts.UpdateAsync(alertId, draft) is not { } alert)
            return null;
        if (addresses.Count > 0)
            await RepeopleAsync(session, alert, request, addresses);
        await RescheduleAsync(session, alert, keepDue: !alert.IsPaused(session.Now));
        return alert;
    }

    private static async Task RepeopleAsync(DataSession session, Alert alert, AlertRequest request, IReadOnlyList<Mailbox> addresses)
    {
        var wanted = new HashSet<long>();
        foreach (var address in addresses)
            wanted.Add((await session.Recipients.EnsureAsync(address.Address, request.Operator)).RecipientId);
        var told = await session.Subscriptions.OfAlertAsync(alert.AlertId);
        foreach (var gone in told.Where(subscription => subscription.UnsubscribedAt is null && !wanted.Contains(subscription.RecipientId)))
            await session.Subscriptions.UnsubscribeAsync(gone.SubscriptionId);
        var present = told.Where(subscription => subscription.UnsubscribedAt is null).Select(subscription => subscription.RecipientId).ToHashSet();
        foreach (var added in wanted.Where(person => !present.Contains(person)))
            await session.Subscriptions.AddAsync(alert.AlertId, added, DueTimes.Next(alert, session.Now));
    }

    /// <summary>
    /// Due times by the alert's rate as it is now; what waits of an immediate alert is due soon, and what is due already may stay due. Turned
    /// off, queued mail is cancelled.
    /// </summary>
    private static async Task RescheduleAsync(DataSession session, Alert alert, bool keepDue)
    {
        var rate = Rate.Parse(alert.Rate);
        foreach (var subscription in await session.Subscriptions.OfAlertAsync(alert.AlertId))
        {
            if (keepDue && subscription.NextDueAt <= session.Now)
                continue;
            var due = DueTimes.Next(alert, session.Now, subscription.LastDigestAt);
            if (rate.Kind == RateKind.Immediate && await WaitsAsync(session, subscription))
                due = DueTimes.AfterMatch(alert, session.Now, subscription.LastDigestAt);
            await session.Subscriptions.SetDueAsync(subscription.SubscriptionId, due);
        }
        if (rate.Kind == RateKind.Off)
            await TurnOffAsync(session, alert);
    }

    private static async Task<bool> WaitsAsync(DataSession session, Subscription subscription) =>
        (await session.Matches.UntoldAsync(subscription.AlertId, subscription.RecipientId, subscription.MatchCursor)).Count > 0;

    private static async Task TurnOffAsync(DataSession session, Alert alert)
    {
        await session.Outbox.CancelQueuedOfAlertAsync(alert.AlertId, recipientId: null);
        foreach (var subscription in await session.Subscriptions.OfAlertAsync(alert.AlertId))
            await session.Subscriptions.SetDueAsync(subscription.SubscriptionId, nextDueAt: null);
    }

    private AlertDraft? Check(AlertRequest request, List<AlertProblem> problems)
    {
        var name = request.Name.Trim();
        if (name.Length is 0 or > LongestName)
            problems.Add(new AlertProblem(nameof(request.Name), $"the name must have 1 to {LongestName} characters"));
        if (SavedQueries.Refusal(request.Query) is { } refusal)
            problems.Add(new AlertProblem(nameof(request.Query), refusal));
        if (!Rate.TryParse(request.Rate, request.At, database.Time.GetUtcNow(), out var rate, out var error))
            problems.Add(new AlertProblem(nameof(request.Rate), error));
        var zone = string.IsNullOrWhiteSpace(request.Zone) ? "UTC" : request.Zone.Trim();
        if (!Zones.Exists(zone))
            problems.Add(new AlertProblem(nameof(request.Zone), $"'{zone}' is not a time zone; one looks like Asia/Beirut"));
        if (request.PastDays < 0)
            problems.Add(new AlertProblem(nameof(request.PastDays), "the days of the past can't be fewer than 0"));
        var quiet = Quiet(request, problems);
        return problems.Count > 0 ? null : Draft(request, name, rate, zone, quiet);
    }

    private static AlertDraft Draft(AlertRequest request, string name, Rate rate, string zone, (TimeOnly? From, TimeOnly? To) quiet) => new()
    {
        Name = name,
        Query = request.Query.Trim(),
        Filters = request.Filters,
        Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
        Rate = rate.ToString(),
        Zone = zone,
        QuietFrom = quiet.From,
        QuietTo = quiet.To,
        FoldDuplicates = request.FoldDuplicates,
        TellAgain = request.TellAgain,
        Heartbeat = request.Heartbeat,
        Discreet = request.Discreet,
        OtherSpellings = request.OtherSpellings,
        Sample = request.Sample,
    };

    private static (TimeOnly? From, TimeOnly? To) Quiet(AlertRequest request, List<AlertProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(request.QuietFrom) && string.IsNullOrWhiteSpace(request.QuietTo))
            return (null, null);
        if (IsTime(request.QuietFrom, out var from) && IsTime(request.QuietTo, out var to))
            return (from, to);
        problems.Add(new AlertProblem(nameof(request.QuietFrom), "quiet hours need a beginning and an end, each as HH:MM"));
        return (null, null);
    }

    private static bool IsTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text?.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static IReadOnlyList<Mailbox> Addresses(AlertRequest request, List<AlertProblem> problems)
    {
        var addresses = new List<Mailbox>();
        foreach (var text in request.To)
        {
            if (Mailbox.TryParse(text, out var mailbox))
                addresses.Add(mailbox);
            else
                problems.Add(new AlertProblem(nameof(request.To), $"'{text}' is not a mail address; one looks like name@example.org"));
        }
        if (request.To.Count == 0)
            problems.Add(new AlertProblem(nameof(request.To), "nobody is named to be told"));
        return addresses;
    }
}
