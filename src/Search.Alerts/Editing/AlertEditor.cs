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
    private const int MostPeople = 500;

    /// <summary>Adds an alert and its people.</summary>
    public async Task<AlertOutcome> AddAsync(AlertRequest request, CancellationToken cancellation = default)
    {
        var problems = new List<AlertProblem>();
        var draft = Check(request, problems);
        var addresses = Addresses(request, problems);
        if (draft is null || problems.Count > 0)
            return new AlertOutcome(Alert: null, problems);
        var alert = await database.WriteAsync(DataLock.Matches, session => AddAsync(session, request, draft, addresses), cancellation);
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
        return await database.WriteAsync(DataLock.Matches, session => UpdateAsync(session, alertId, request, draft, addresses), cancellation);
    }

    /// <summary>Turns an alert off: what it finds is recorded and never told, and what is queued is cancelled. Another rate turns it on.</summary>
    public Task TurnOffAsync(long alertId, CancellationToken cancellation = default) => database.WriteAsync(
        DataLock.Matches,
        async session =>
        {
            if (await session.Alerts.FindAsync(alertId) is { DeletedAt: null } alert)
                await ChangeAsync(session, alert, alert.ToDraft() with { Rate = Rate.Off.ToString() });
        },
        cancellation);

    /// <summary>Pauses an alert; matches are collected or discarded meanwhile. It goes on by itself at <paramref name="until"/>, null for not.</summary>
    public Task PauseAsync(long alertId, PauseMode mode, DateTimeOffset? until = null, CancellationToken cancellation = default) => database.WriteAsync(
        DataLock.Matches,
        async session =>
        {
            await session.Alerts.PauseAsync(alertId, mode, until);
            await session.AlertEvents.AddAsync(alertId, AlertEventKind.Paused, PauseWords(mode, until));
        },
        cancellation);

    /// <summary>Ends a pause. What was collected is due with the next digest; of an immediate alert, soon.</summary>
    public Task ResumeAsync(long alertId, CancellationToken cancellation = default) => database.WriteAsync(
        DataLock.Matches,
        async session =>
        {
            await session.Alerts.ResumeAsync(alertId);
            await session.AlertEvents.AddAsync(alertId, AlertEventKind.Resumed);
            if (await session.Alerts.FindAsync(alertId) is { } alert)
                await DueTimesOf.AlertAsync(session, alert);
        },
        cancellation);

    /// <summary>Deletes an alert and cancels what is queued of it.</summary>
    public Task RemoveAsync(long alertId, CancellationToken cancellation = default) => database.WriteAsync(
        DataLock.Matches,
        async session =>
        {
            await session.Alerts.DeleteAsync(alertId);
            await session.AlertEvents.AddAsync(alertId, AlertEventKind.Deleted);
        },
        cancellation);

    /// <summary>
    /// Lets mail go again to an address that a server had refused: what was found meanwhile comes, and what the refused mails told. False when
    /// it is not suspended; or the person has stopped everything, which only they take back.
    /// </summary>
    public Task<bool> ReinstateAsync(long recipientId, CancellationToken cancellation = default) => database.WriteAsync(
        DataLock.Matches,
        async session =>
        {
            if (await session.Recipients.FindAsync(recipientId) is not { SuspendedAt: not null, UnsubscribedAt: null, ErasedAt: null })
                return false;
            await session.Recipients.ReinstateAsync(recipientId);
            await DueTimesOf.RecipientAsync(session, recipientId);
            await session.Outbox.SetUnreadFreeAsync(recipientId);
            return true;
        },
        cancellation);

    /// <summary>Checks a request without storing it.</summary>
    public IReadOnlyList<AlertProblem> Check(AlertRequest request)
    {
        var problems = new List<AlertProblem>();
        Check(request, problems);
        Addresses(request, problems);
        return problems;
    }

    /// <summary>What a request that was checked sets.</summary>
    internal AlertDraft Draft(AlertRequest request) => Check(request, []) ?? throw new ArgumentException("the request was not checked", nameof(request));

    private static async Task<Alert> AddAsync(DataSession session, AlertRequest request, AlertDraft draft, IReadOnlyList<Mailbox> addresses)
    {
        var people = new List<Recipient>();
        foreach (var address in addresses)
            people.Add(await session.Recipients.EnsureAsync(address.Address, request.ConsentGiven));
        DateTimeOffset? past = request.PastDays > 0 ? session.Now.AddDays(-request.PastDays) : null;
        var alert = await session.Alerts.AddAsync(draft, people[0].RecipientId, past);
        await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Created, draft.Query);
        foreach (var person in people)
            await AddPersonAsync(session, alert, person, request);
        await DueTimesOf.AlertAsync(session, alert);
        return alert;
    }

    /// <summary>Who was erased, or is asked by request, has to agree first; nobody answers for them.</summary>
    private static async Task AddPersonAsync(DataSession session, Alert alert, Recipient person, AlertRequest request)
    {
        var given = request.ConsentGiven && !await session.Recipients.WasErasedAsync(person.Address);
        await session.Consents.EnsureAsync(alert.OwnerId, person.RecipientId, given);
        await session.Subscriptions.AddAsync(alert.AlertId, person.RecipientId);
        await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Added, person.Address);
    }

    private static async Task<AlertOutcome> UpdateAsync(
        DataSession session, long alertId, AlertRequest request, AlertDraft draft, IReadOnlyList<Mailbox> addresses)
    {
        if (await session.Alerts.FindAsync(alertId) is not { DeletedAt: null } before)
            return new AlertOutcome(Alert: null, [new AlertProblem("", "there is no such alert")]);
        var people = await session.Subscriptions.OfAlertAsync(alertId);
        if (!request.ConsentGiven && await StoppedAsync(session, alertId, people, addresses) is { Count: > 0 } stopped)
            return new AlertOutcome(Alert: null, stopped);
        var alert = await ChangeAsync(session, before, draft);
        if (addresses.Count > 0)
        {
            await RepeopleAsync(session, alert, request, people, addresses);
            await DueTimesOf.AlertAsync(session, alert, keepDue: true);
        }
        return new AlertOutcome(alert, []);
    }

    internal static async Task<Alert> ChangeAsync(DataSession session, Alert before, AlertDraft draft)
    {
        var alert = (await session.Alerts.UpdateAsync(before.AlertId, draft))!;
        if (alert.Version > before.Version)
            await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.QueryChanged, alert.Query);
        if (alert.ToDraft() != before.ToDraft() with { Query = alert.Query, Filters = alert.Filters })
            await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Changed, alert.Rate);
        await DueTimesOf.AlertAsync(session, alert, keepDue: Rate.Parse(alert.Rate).Kind != RateKind.Off);
        return alert;
    }

    /// <summary>Who stopped this alert comes back by their own page; no owner takes that back for them.</summary>
    private static async Task<IReadOnlyList<AlertProblem>> StoppedAsync(
        DataSession session, long alertId, IReadOnlyList<Subscription> people, IReadOnlyList<Mailbox> addresses)
    {
        var problems = new List<AlertProblem>();
        foreach (var gone in people.Where(person => person.UnsubscribedAt is not null && addresses.Any(address => IsOf(address, person))))
        {
            if (await session.AlertEvents.ComingOrGoingAsync(alertId, gone.Address) == AlertEventKind.Unsubscribed)
                problems.Add(new AlertProblem(nameof(AlertRequest.To), $"{gone.Address} has stopped this alert, and can come back only by the link in the mails they have"));
        }
        return problems;
    }

    /// <summary>Who is named already stays as they are: naming them again answers nothing for them.</summary>
    private static async Task RepeopleAsync(
        DataSession session, Alert alert, AlertRequest request, IReadOnlyList<Subscription> people, IReadOnlyList<Mailbox> addresses)
    {
        var present = people.Where(person => person.UnsubscribedAt is null).ToList();
        foreach (var gone in present.Where(person => !addresses.Any(address => IsOf(address, person))))
        {
            await session.Subscriptions.UnsubscribeAsync(gone.SubscriptionId);
            await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Removed, gone.Address);
        }
        foreach (var address in addresses.Where(address => !present.Any(person => IsOf(address, person))))
            await AddPersonAsync(session, alert, await session.Recipients.EnsureAsync(address.Address, request.ConsentGiven), request);
    }

    private static bool IsOf(Mailbox address, Subscription person) => person.Address.Equals(address.Address, StringComparison.OrdinalIgnoreCase);

    private static string PauseWords(PauseMode mode, DateTimeOffset? until)
    {
        var what = mode == PauseMode.Collect ? "what it finds is told afterwards" : "what it finds is not told";
        return until is null ? what : string.Create(CultureInfo.InvariantCulture, $"until {until.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC; {what}");
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
            if (!Mailbox.TryParse(text, out var mailbox))
                problems.Add(new AlertProblem(nameof(request.To), $"'{text}' is not a mail address; one looks like name@example.org"));
            else if (!addresses.Exists(address => address.Address.Equals(mailbox.Address, StringComparison.OrdinalIgnoreCase)))
                addresses.Add(mailbox);
        }
        if (addresses.Count > MostPeople)
            problems.Add(new AlertProblem(nameof(request.To), $"an alert is told to at most {MostPeople} people"));
        if (request.To.Count == 0)
            problems.Add(new AlertProblem(nameof(request.To), "nobody is named to be told"));
        return addresses;
    }
}
