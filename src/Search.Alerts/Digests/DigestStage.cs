using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Search.Alerts.Mail;
using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Matches;
using Search.Data.Outbox;

namespace Search.Alerts.Digests;

/// <summary>
/// Composes one mail per person for everything that is due, stores its exact bytes, and marks its matches in the same transaction. Killed
/// anywhere, a match is either untold or in one stored mail. Several processes at once: one stores, the others find the due times moved.
/// Nothing to tell: no mail, and the due times move on.
/// </summary>
public sealed class DigestStage(Database database, AlertSettings settings)
{
    private const int PeopleAtOnce = 100;

    private readonly DigestWriter _writer = new(settings);

    /// <summary>Tells everybody who is due.</summary>
    public async Task<DigestReport> RunAsync(CancellationToken cancellation = default)
    {
        var mails = 0;
        var articles = 0;
        var passed = new HashSet<long>();
        var warnings = new List<string>();
        DuePosition? place = null;
        while (await DueAsync(place, OperatorsOnly, cancellation) is { Count: > 0 } due)
        {
            place = due[^1];
            foreach (var person in due.Select(position => position.RecipientId).Where(passed.Add))
            {
                var told = await TellOrWarnAsync(person, warnings, cancellation);
                mails += told > 0 ? 1 : 0;
                articles += told;
            }
        }
        return new DigestReport(mails, articles, [.. warnings, .. await WarningsAsync(passed, cancellation)]);
    }

    private bool OperatorsOnly => settings.PublicUrl is null;

    private Task<IReadOnlyList<DuePosition>> DueAsync(DuePosition? after, bool operatorsOnly, CancellationToken cancellation) =>
        database.ReadAsync(session => session.Subscriptions.DueAsync(after, PeopleAtOnce, operatorsOnly), cancellation);

    private async Task<IReadOnlyList<string>> WarningsAsync(HashSet<long> passed, CancellationToken cancellation)
    {
        if (!OperatorsOnly)
            return [];
        var due = await DueAsync(after: null, operatorsOnly: false, cancellation);
        var waiting = due.Select(position => position.RecipientId).Distinct().Count(person => !passed.Contains(person));
        return waiting == 0
            ? []
            : [$"{DigestWords.Count(waiting, "person")} get no mail because the setting PublicUrl is missing: without it mail goes to the operator's own addresses only"];
    }

    /// <summary>One person whose mail can't be composed keeps nobody else from theirs; they stay due.</summary>
    private async Task<int> TellOrWarnAsync(long recipientId, List<string> warnings, CancellationToken cancellation)
    {
        try
        {
            return await TellAsync(recipientId, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"the mail to recipient {recipientId} could not be composed: {e.Message}"));
            return 0;
        }
    }

    /// <summary>Returns the number of articles told; 0 when there was nothing to tell or another process told it.</summary>
    private async Task<int> TellAsync(long recipientId, CancellationToken cancellation)
    {
        var due = await database.ReadAsync(session => ReadAsync(session, recipientId), cancellation);
        if (due is null)
            return 0;
        var written = due.Alerts.Count == 0
            ? null
            : await database.ReadAsync(session => _writer.WriteAsync(session, due.Recipient, due.Alerts, DigestId(due), isTest: false), cancellation);
        CrashPoints.Reach("digest-composed");
        var told = await database.WriteAsync(session => StoreAsync(session, due, written), cancellation);
        CrashPoints.Reach("digest-committed");
        return told;
    }

    private static async Task<DuePerson?> ReadAsync(DataSession session, long recipientId)
    {
        var recipient = await session.Recipients.FindAsync(recipientId);
        var subscriptions = await session.Subscriptions.DueOfAsync([recipientId]);
        if (recipient is null || subscriptions.Count == 0)
            return null;
        var alerts = new List<AlertMatches>();
        foreach (var subscription in subscriptions)
        {
            var matches = await session.Matches.UntoldAsync(subscription.AlertId, recipientId, subscription.MatchCursor);
            if (matches.Count > 0)
                alerts.Add(await DescribeAsync(session, subscription, matches));
        }
        return new DuePerson(recipient, subscriptions, alerts);
    }

    private static async Task<AlertMatches> DescribeAsync(DataSession session, Subscription subscription, IReadOnlyList<Match> matches)
    {
        var stories = matches.Select(match => match.StoryGroup).ToHashSet();
        var articles = matches.Select(match => match.ArticleId).ToHashSet();
        return new AlertMatches(
            (await session.Alerts.FindAsync(subscription.AlertId))!,
            subscription,
            matches,
            (await session.Matches.ToldStoriesAsync(subscription.AlertId, subscription.RecipientId, stories)).ToHashSet(),
            (await session.Matches.ToldArticlesAsync(subscription.AlertId, subscription.RecipientId, articles)).ToHashSet());
    }

    private async Task<int> StoreAsync(DataSession session, DuePerson due, WrittenDigest? written)
    {
        await session.Recipients.HoldAsync([due.Recipient.RecipientId]);
        // Told by another process, unsubscribed, suspended, paused or deleted meanwhile: what is still due comes with the next run.
        var standing = await session.Subscriptions.DueOfAsync([due.Recipient.RecipientId]);
        if (!standing.SequenceEqual(due.Subscriptions))
            return 0;
        if (written is not null && await session.Outbox.AddAsync(Draft(due, written)) is null)
            throw new InvalidOperationException($"digest {written.Digest.Id} is in the outbox, and its matches are untold");
        foreach (var subscription in due.Subscriptions)
            await MoveOnAsync(session, subscription, written is null ? null : due.Alerts.FirstOrDefault(alert => alert.Alert.AlertId == subscription.AlertId));
        CrashPoints.Reach("digest-stored");
        return written?.Digest.Articles ?? 0;
    }

    private static async Task MoveOnAsync(DataSession session, Subscription subscription, AlertMatches? told)
    {
        var alert = (await session.Alerts.FindAsync(subscription.AlertId))!;
        var next = DueTimes.Next(alert, session.Now, subscription.LastDigestAt);
        if (told is null)
        {
            await session.Subscriptions.RecordNothingAsync(subscription.SubscriptionId, next);
            return;
        }
        var cursor = told.Matches[^1].MatchId;
        await session.Subscriptions.RecordDigestAsync(subscription.SubscriptionId, cursor, next);
        // Recorded between our reading and now: no later match might come to make them due.
        var more = await session.Matches.UntoldAsync(subscription.AlertId, subscription.RecipientId, cursor);
        if (next is null && more.Count > 0)
            await session.Subscriptions.SetDueAsync(subscription.SubscriptionId, DueTimes.AfterMatch(alert, session.Now, session.Now));
    }

    private OutboxDraft Draft(DuePerson due, WrittenDigest written) => new()
    {
        DigestId = written.Digest.Id,
        Kind = OutboxKind.Digest,
        RecipientId = due.Recipient.RecipientId,
        DueAt = due.DueAt,
        MessageId = written.Message.MessageId,
        EnvelopeFrom = settings.From.Address,
        EnvelopeTo = written.Message.To.Address,
        Subject = written.Message.Subject,
        AlertCount = written.Digest.Sections.Count,
        ArticleCount = written.Digest.Articles,
        Bytes = MimeWriter.Write(written.Message),
        Items = written.Items,
    };

    /// <summary>Follows from person, due time and matches; the person's token makes it hard to guess.</summary>
    private static string DigestId(DuePerson due)
    {
        var matches = string.Join(',', due.Alerts.SelectMany(alert => alert.Matches).Select(match => match.MatchId.ToString(CultureInfo.InvariantCulture)));
        var name = string.Create(CultureInfo.InvariantCulture, $"{due.Recipient.Token} {due.DueAt.ToUnixTimeMilliseconds()} {matches}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }

    private sealed record DuePerson(Recipient Recipient, IReadOnlyList<Subscription> Subscriptions, IReadOnlyList<AlertMatches> Alerts)
    {
        public DateTimeOffset DueAt => Subscriptions.Max(subscription => subscription.NextDueAt!.Value);
    }
}
