namespace Search.Alerts.Mail;

/// <summary>
/// The seam behind which mail leaves: an envelope and the exact bytes of an RFC 5322 message go in, and an outcome comes out.
/// Implementations never change the bytes, never throw for what a server, a disk or a network does, and may be called from several
/// threads. Only cancellation and programmer errors throw.
/// </summary>
public interface IMailTransport
{
    /// <summary>Where the mail goes, for people: <c>smtp://mail.example.org:587</c> or the pickup folder.</summary>
    string Description { get; }

    /// <summary>True when messages leave this machine's hands; false for a pickup folder.</summary>
    bool IsDelivery { get; }

    Task<DeliveryResult> SendAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);
}
