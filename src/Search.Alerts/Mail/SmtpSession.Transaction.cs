using System.Globalization;
using System.Text;
using Search.Data;

namespace Search.Alerts.Mail;

/// <summary>The mail transaction: MAIL, RCPT, DATA in one write where the server pipelines, and the message.</summary>
internal sealed partial class SmtpSession
{
    private async Task<DeliveryResult> TransactionAsync(Envelope envelope, ReadOnlyMemory<byte> message)
    {
        Messages++;
        Phase = SmtpPhase.MailFrom;
        var sender = $"MAIL FROM:<{Path(envelope.Sender)}>{Parameters(envelope, message.Span)}";
        var recipient = $"RCPT TO:<{Path(envelope.Recipient)}>";
        if (_extensions.ContainsKey("PIPELINING"))
            await BeginPipelinedAsync(sender, recipient);
        else
            await BeginStepwiseAsync(sender, recipient);
        return await HandOverAsync(message);
    }

    private async Task BeginStepwiseAsync(string sender, string recipient)
    {
        await MustAsync(sender);
        CrashPoints.Reach("smtp-mail");
        Phase = SmtpPhase.RcptTo;
        await MustAsync(recipient);
        CrashPoints.Reach("smtp-rcpt");
        Phase = SmtpPhase.Data;
        var go = await CommandAsync("DATA");
        if (go.Code != 354)
            throw await ClearedAsync(Judge(go), "RSET");
        CrashPoints.Reach("smtp-data");
    }

    /// <summary>The three commands as one group (RFC 2920 section 3.1); their replies come in order, and the first refusal is the verdict.</summary>
    private async Task BeginPipelinedAsync(string sender, string recipient)
    {
        _connection.Add(sender);
        _connection.Add(recipient);
        _connection.Add("DATA");
        await _connection.SendAsync(_deadline.Step(_settings.ReplyTimeout));

        var reply = await NextReplyAsync(SmtpPhase.MailFrom, verdict: null);
        CrashPoints.Reach("smtp-mail");
        var verdict = reply.IsPositive ? null : Judge(reply);
        reply = await NextReplyAsync(SmtpPhase.RcptTo, verdict);
        CrashPoints.Reach("smtp-rcpt");
        var hasRecipient = reply.IsPositive;
        verdict ??= hasRecipient ? null : Judge(reply);
        reply = await NextReplyAsync(SmtpPhase.Data, verdict);
        CrashPoints.Reach("smtp-data");
        if (verdict is null && reply.Code == 354)
            return;
        verdict ??= Judge(reply);
        throw reply.Code != 354 ? await ClearedAsync(verdict, "RSET")
            : hasRecipient ? Abandoned(verdict)
            : await ClearedAsync(verdict, ".");
    }

    /// <summary>The next reply of a group. A verdict that stands already outlives the connection.</summary>
    private async Task<SmtpReply> NextReplyAsync(SmtpPhase phase, SmtpException? verdict)
    {
        if (verdict is null)
            Phase = phase;
        else if (IsBroken)
            throw verdict;
        try
        {
            return await ReadReplyAsync();
        }
        catch (Exception e) when (verdict is not null && IsFault(e))
        {
            IsBroken = true;
            throw verdict;
        }
    }

    private async Task<DeliveryResult> HandOverAsync(ReadOnlyMemory<byte> message)
    {
        _deadline.HandOver();
        _connection.AddMessage(message.Span);
        await _connection.SendAsync(_deadline.Step(_settings.ReplyTimeout));
        CrashPoints.Reach("smtp-message");
        Phase = SmtpPhase.AfterData;
        var done = await ReadReplyAsync(_settings.EffectiveFinalReplyTimeout);
        if (!done.IsPositive)
            throw Judge(done);
        CrashPoints.Reach("smtp-250");
        Phase = SmtpPhase.Done;
        return DeliveryResult.Delivered(done.Code, done.ToString());
    }

    private async Task MustAsync(string command)
    {
        var reply = await CommandAsync(command);
        if (!reply.IsPositive)
            throw await ClearedAsync(Judge(reply), "RSET");
    }

    /// <summary>
    /// The verdict on a refused transaction, after ending it so that the session stays usable: with RSET, or with a lone dot where DATA
    /// was accepted although no recipient was (RFC 2920 section 3.1).
    /// </summary>
    private async Task<SmtpException> ClearedAsync(SmtpException verdict, string command)
    {
        if (IsBroken)
            return verdict;
        try
        {
            var reply = await CommandAsync(command);
            IsBroken |= command == "RSET" && reply.Code != 250;
        }
        catch (Exception e) when (IsFault(e))
        {
            // The verdict on the message stands, whatever becomes of the connection.
            IsBroken = true;
        }
        return verdict;
    }

    /// <summary>The sender was refused and yet the recipient and DATA were not: a dot would deliver an empty message, so the line is cut.</summary>
    private SmtpException Abandoned(SmtpException verdict)
    {
        IsBroken = true;
        return verdict;
    }

    /// <summary>What MAIL says beside the sender. Throws when the server cannot take such a message.</summary>
    private string Parameters(Envelope envelope, ReadOnlySpan<byte> message)
    {
        var isEightBit = !Ascii.IsValid(message);
        if (isEightBit && !_extensions.ContainsKey("8BITMIME"))
            throw Unfit(DeliveryOutcome.Rejected, 554, $"the message has bytes beyond ASCII, and {_settings.Host} does not offer 8BITMIME");
        return SizeParameter(message.Length) + (isEightBit ? " BODY=8BITMIME" : "") + Utf8Parameter(envelope);
    }

    private string SizeParameter(int size)
    {
        if (!_extensions.TryGetValue("SIZE", out var limit))
            return "";
        if (long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 && size > most)
            throw Unfit(DeliveryOutcome.Rejected, 552, $"the message has {size} bytes and {_settings.Host} takes at most {most}");
        return string.Create(CultureInfo.InvariantCulture, $" SIZE={size}");
    }

    /// <summary>Addresses outside ASCII need SMTPUTF8. A recipient's is that recipient's trouble, the sender's is the operator's.</summary>
    private string Utf8Parameter(Envelope envelope)
    {
        var (sender, recipient) = (Ascii.IsValid(envelope.Sender), Ascii.IsValid(envelope.Recipient));
        if (sender && recipient)
            return "";
        if (_extensions.ContainsKey("SMTPUTF8"))
            return " SMTPUTF8";
        throw Unfit(
            sender ? DeliveryOutcome.Rejected : DeliveryOutcome.ServerRefused,
            553,
            $"the address {(sender ? envelope.Recipient : envelope.Sender)} has letters outside ASCII, and {_settings.Host} does not offer SMTPUTF8");
    }

    private SmtpException Unfit(DeliveryOutcome outcome, int code, string detail) => new(new DeliveryResult(outcome, Phase, code, detail));

    /// <summary>An address on the wire: the domain in ASCII, no bracket, blank or control character.</summary>
    private static string Path(string address)
    {
        if (address.Any(c => char.IsControl(c) || c is '<' or '>' or ' '))
            throw new ArgumentException($"not a bare address: '{address}'", nameof(address));
        return address;
    }
}
