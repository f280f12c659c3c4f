namespace Search.Alerts.Mail.Bounces;

/// <summary>One mail of a <see cref="BounceMailbox"/>. Bytes are at most the first <see cref="BounceMailbox.MostBytes"/>.</summary>
public sealed record ReturnedMail(string Path, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Null when the mail is no delivery report.</summary>
    public Bounce? Bounce { get; } = BounceReader.Read(Bytes);

    /// <summary>Null when the mail is no complaint.</summary>
    public Complaint? Complaint { get; } = ComplaintReader.Read(Bytes);
}
