using Search.Alerts.Mail;

namespace Search.Testing;

/// <summary>A mail transport that keeps what it was given and answers as the test says. Thread-safe.</summary>
public sealed class RecordingTransport : IMailTransport
{
    private readonly Lock _lock = new();
    private readonly List<RecordedMail> _mails = [];

    public string Description => "recording";

    public bool IsDelivery { get; init; } = true;

    /// <summary>Answers to a mail, by its envelope and the number of mails before it; delivers by default. May throw, as a process that is killed.</summary>
    public Func<Envelope, int, DeliveryResult> Answer { get; set; } = (_, _) => Result(DeliveryOutcome.Delivered, 250, "250 ok");

    public IReadOnlyList<RecordedMail> Mails
    {
        get
        {
            lock (_lock)
                return [.. _mails];
        }
    }

    public static DeliveryResult Result(DeliveryOutcome outcome, int? code, string detail) => new(outcome, SmtpPhase.Done, code, detail);

    public Task<DeliveryResult> SendAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        int number;
        lock (_lock)
        {
            number = _mails.Count;
            _mails.Add(new RecordedMail(envelope, message.ToArray()));
        }
        return Task.FromResult(Answer(envelope, number));
    }
}
