using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Search.Alerts.Delivery;
using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Notices;
using Search.Data.Outbox;
using Told = Search.Data.Notices.NoticeKind;

namespace Search.Alerts.Notices;

/// <summary>
/// Tells owners what happened to their alerts, people and sources: what comes within two minutes in one mail, stored in the transaction that
/// marks it told. What cannot be mailed (the owner's own address is suspended) stays, and stands on the pages.
/// </summary>
public sealed class NoticeStage(Database database, AlertSettings settings)
{
    /// <summary>After the first notice, more of them are waited for.</summary>
    public static readonly TimeSpan Pool = TimeSpan.FromMinutes(2);

    /// <summary>Lines that a mail shows; the rest is counted.</summary>
    public const int MostLines = 100;

    private const int PeopleAtOnce = 100;
    private const int MostInOneMail = 10_000;
    private const int KeysAtOnce = 1_000;
    private const int IdBytes = 16;

    private readonly NoticeComposer _composer = new(settings);

    /// <summary>Tells everybody whose first notice has waited long enough; with <paramref name="all"/> however long it has.</summary>
    public async Task<NoticeReport> RunAsync(bool all = false, CancellationToken cancellation = default)
    {
        var (mails, notices, warnings) = (0, 0, new List<string>());
        var passed = new HashSet<long>();
        var before = database.Time.GetUtcNow() - (all ? TimeSpan.Zero : Pool);
        while ((await WaitingAsync(before, OperatorsOnly, passed, cancellation)).ToList() is { Count: > 0 } people)
        {
            foreach (var person in people)
            {
                passed.Add(person);
                var told = await TellOrWarnAsync(person, warnings, cancellation);
                notices += told;
                mails += told > 0 ? 1 : 0;
            }
        }
        return new NoticeReport(mails, notices, [.. warnings, .. await WarningsAsync(before, passed, cancellation)]);
    }

    private bool OperatorsOnly => settings.PublicUrl is null;

    private async Task<IEnumerable<long>> WaitingAsync(DateTimeOffset before, bool operatorsOnly, HashSet<long> passed, CancellationToken cancellation)
    {
        var people = await database.ReadAsync(session => session.Notices.WaitingAsync(before, PeopleAtOnce + passed.Count, operatorsOnly), cancellation);
        return people.Where(person => !passed.Contains(person));
    }

    private async Task<IReadOnlyList<string>> WarningsAsync(DateTimeOffset before, HashSet<long> passed, CancellationToken cancellation)
    {
        if (!OperatorsOnly)
            return [];
        var waiting = (await WaitingAsync(before, operatorsOnly: false, passed, cancellation)).Count();
        return waiting == 0
            ? []
            : [$"notices to {DigestWords.Count(waiting, "owner")} can't be sent because the setting PublicUrl is missing: without it mail goes to the operator's own addresses only"];
    }

    /// <summary>One owner whose mail can't be composed keeps nobody else from theirs; the notices stay.</summary>
    private async Task<int> TellOrWarnAsync(long recipientId, List<string> warnings, CancellationToken cancellation)
    {
        try
        {
            return await database.WriteAsync(DataLock.Matches, session => TellAsync(session, recipientId), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"the notices to recipient {recipientId} could not be composed: {e.Message}"));
            return 0;
        }
    }

    /// <summary>Returns how many notices the mail tells; 0 when another process told them.</summary>
    private async Task<int> TellAsync(DataSession session, long recipientId)
    {
        var notices = await session.Notices.UntoldAsync(recipientId, MostInOneMail);
        if (notices.Count == 0 || await session.Recipients.FindAsync(recipientId) is not { Reachable: true } owner)
            return 0;
        var draft = await DraftAsync(session, owner, notices);
        if (await session.Outbox.AddAsync(draft) is not { } outboxId)
            throw new InvalidOperationException($"mail {draft.DigestId} is in the outbox, and its notices are untold");
        foreach (var keys in notices.Select(notice => notice.NoticeId).Chunk(KeysAtOnce))
            await session.Notices.RecordToldAsync(keys, outboxId);
        return notices.Count;
    }

    private async Task<OutboxDraft> DraftAsync(DataSession session, Recipient owner, IReadOnlyList<Notice> notices)
    {
        var message = _composer.Compose(await MailAsync(session, owner, notices));
        return Posting.Draft(settings, message, DigestId(owner, session.Now, notices), OutboxKind.Notice, owner.RecipientId, session.Now) with
        {
            AlertCount = notices.Select(notice => notice.AlertId).OfType<long>().Distinct().Count(),
        };
    }

    private async Task<NoticeMail> MailAsync(DataSession session, Recipient owner, IReadOnlyList<Notice> notices)
    {
        var shown = notices.Take(MostLines).ToList();
        var alerts = (await session.Alerts.FindAsync([.. shown.Select(notice => notice.AlertId).OfType<long>().Distinct()])).ToDictionary(alert => alert.AlertId);
        return new NoticeMail(
            Mailbox.Parse(owner.Address),
            [.. shown.Select(notice => Line(notice, notice.AlertId is { } alertId ? alerts[alertId] : null))],
            DigestId(owner, session.Now, notices),
            DateTimeOffset.FromUnixTimeSeconds(session.Now.ToUnixTimeSeconds()))
        {
            RecipientToken = owner.Token,
            More = notices.Count - shown.Count,
        };
    }

    private NoticeLine Line(Notice notice, Alert? alert) => new(KindOf(notice), notice.About, notice.CreatedAt)
    {
        Alert = alert?.Name,
        Reason = notice.Detail,
        Page = alert is { DeletedAt: null } && settings.LinkBase is { } root ? new Uri(new MailLinks(root).Manage(alert.ManageToken)) : null,
        Discreet = alert is { Discreet: true },
    };

    private static NoticeKind KindOf(Notice notice) => notice.Kind switch
    {
        Told.AlertBroken => NoticeKind.AlertBroken,
        Told.Unsubscribed => NoticeKind.RecipientUnsubscribed,
        Told.Refused => NoticeKind.RecipientRefused,
        Told.Suspended => NoticeKind.AddressSuspended,
        Told.SourceBroken => NoticeKind.SourceBroken,
        Told.SourceSilent => NoticeKind.SourceSilent,
        Told.WebhookDisabled => NoticeKind.WebhookDisabled,
        Told.WebhookLost => NoticeKind.WebhookLost,
        _ => throw new InvalidOperationException($"notice {notice.NoticeId} is of an unknown kind"),
    };

    /// <summary>Notices whose mail was cancelled are told by another one: its time is part of its name.</summary>
    private static string DigestId(Recipient owner, DateTimeOffset now, IReadOnlyList<Notice> notices)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"notices {owner.Token} {now.ToUnixTimeMilliseconds()} {notices[0].NoticeId} {notices[^1].NoticeId} {notices.Count}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, IdBytes));
    }
}
