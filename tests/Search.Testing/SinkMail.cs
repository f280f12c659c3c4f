using Search.Alerts.Mail;

namespace Search.Testing;

/// <summary>A message that a <see cref="SmtpSink"/> has taken.</summary>
/// <param name="Sender">Of the envelope.</param>
/// <param name="Recipient">Of the envelope.</param>
/// <param name="Began">When MAIL came, as <see cref="TimeProvider.GetTimestamp"/>.</param>
/// <param name="Bytes">The message, dots undone.</param>
public sealed record SinkMail(string Sender, string Recipient, long Began, byte[] Bytes)
{
    /// <summary>Of its header, without the angle brackets.</summary>
    public string MessageId => MimeReader.Read(Bytes).Headers.Single(header => header.Name == "Message-ID").Value.Trim('<', '>');

    /// <summary>The decoded text part.</summary>
    public string Text => MimeReader.Read(Bytes).Text;
}
