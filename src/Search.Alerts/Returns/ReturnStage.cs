using System.Text.RegularExpressions;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Alerts.Mail.Bounces;
using Search.Data;
using Search.Data.Outbox;

namespace Search.Alerts.Returns;

/// <summary>
/// Acts on mail that comes back. A report of a permanent failure (RFC 3464) of a mail that we sent suspends its address and tells the owners; a
/// complaint (RFC 5965) and a mail to the unsubscribe address (RFC 2369) stop what they name. Anything else, an absence notice above
/// all, changes nothing. A report counts only when it names one of our mails, by the address it came to or by the Message-ID of what it
/// returns: both are hard to guess.
/// </summary>
public sealed partial class ReturnStage(Database database, AlertSettings settings)
{
    /// <summary>Reads the mailbox folder of the settings; nothing without one.</summary>
    public async Task<ReturnReport> RunAsync(CancellationToken cancellation = default)
    {
        var report = new ReturnReport();
        if (settings.BounceFolder is not { } folder || !Directory.Exists(folder))
            return report;
        var mailbox = new BounceMailbox(folder);
        foreach (var mail in mailbox.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var next = await TakeAsync(mail.Bytes, report, cancellation);
            // Settled after the commit: killed between, the mail is read again, and a second time changes nothing.
            mailbox.Settle(mail, handled: next.Ignored == report.Ignored);
            report = next;
        }
        return report with { Faults = [.. mailbox.Faults] };
    }

    /// <summary>Acts on one mail, as a pipe command gets it.</summary>
    public Task<ReturnReport> TakeAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation = default) =>
        TakeAsync(message, new ReturnReport(), cancellation);

    private async Task<ReturnReport> TakeAsync(ReadOnlyMemory<byte> message, ReturnReport report, CancellationToken cancellation)
    {
        report = report with { Read = report.Read + 1 };
        if (BounceReader.Read(message) is { } bounce)
            return await BounceAsync(message, bounce, cancellation) ? report with { Suspended = report.Suspended + 1 } : Ignore(report);
        if (ComplaintReader.Read(message) is { } complaint)
            return await ComplaintAsync(message, complaint, cancellation) ? report with { Unsubscribed = report.Unsubscribed + 1 } : Ignore(report);
        return await LeaveAsync(message, cancellation) ? report with { Unsubscribed = report.Unsubscribed + 1 } : Ignore(report);
    }

    private static ReturnReport Ignore(ReturnReport report) => report with { Ignored = report.Ignored + 1 };

    private async Task<bool> BounceAsync(ReadOnlyMemory<byte> message, Bounce bounce, CancellationToken cancellation)
    {
        if (bounce.Recipients.FirstOrDefault(recipient => recipient.IsPermanent) is not { } failed)
            return false;
        var reason = $"came back: {failed.Status} {failed.Diagnostic}".Trim();
        return await database.WriteAsync(
            DataLock.Matches,
            async session =>
            {
                // A report that was acted on before changes nothing: the address may have been reinstated since.
                if (await FindAsync(session, message, bounce.OriginalMessageId) is not { BouncedAt: null } mail || await WasErasedAsync(session, mail))
                    return false;
                await session.Outbox.RecordBounceAsync(mail.OutboxId, reason);
                return await Suspensions.SuspendAsync(session, mail.RecipientId, reason);
            },
            cancellation);
    }

    private async Task<bool> ComplaintAsync(ReadOnlyMemory<byte> message, Complaint complaint, CancellationToken cancellation)
    {
        if (!complaint.IsUnwanted)
            return false;
        var token = await database.ReadAsync(
            async session => await FindAsync(session, message, complaint) is { } mail
                ? (await session.Recipients.FindAsync(mail.RecipientId))?.Token
                : null,
            cancellation);
        return token is not null && await new Unsubscriber(database).StopAsync(token, cancellation) is not null;
    }

    /// <summary>A mail whose subject is <c>unsubscribe TOKEN</c>, as the List-Unsubscribe header's mailto asks for.</summary>
    private async Task<bool> LeaveAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        var request = Unsubscribe().Match(MimeEntity.Read(message).Value("Subject"));
        return request.Success && await new Unsubscriber(database).StopAsync(request.Groups["token"].Value.ToLowerInvariant(), cancellation) is not null;
    }

    /// <summary>What the report says would bring back what was erased.</summary>
    private static async Task<bool> WasErasedAsync(DataSession session, OutboxMessage mail) =>
        await session.Recipients.FindAsync(mail.RecipientId) is not { ErasedAt: null };

    /// <summary>Providers leave out much of what they return; the envelope sender names the mail too.</summary>
    private async Task<OutboxMessage?> FindAsync(DataSession session, ReadOnlyMemory<byte> message, Complaint complaint)
    {
        if (await FindAsync(session, message, complaint.OriginalMessageId) is { } named)
            return named;
        return settings.BounceAddress?.IdOf(complaint.OriginalMailFrom) is { } id ? await session.Outbox.FindAsync(id) : null;
    }

    private async Task<OutboxMessage?> FindAsync(DataSession session, ReadOnlyMemory<byte> message, string? messageId)
    {
        if (settings.BounceAddress?.IdOf(message) is { } id && await session.Outbox.FindAsync(id) is { } named)
            return named;
        return messageId is null ? null : await session.Outbox.FindByMessageIdAsync(messageId);
    }

    [GeneratedRegex(@"^\s*(?:re:\s*)?unsubscribe\s+(?<token>[0-9a-f]{32})\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Unsubscribe();
}
