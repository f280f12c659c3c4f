using System.Collections.Concurrent;
using Search.Alerts.Mail;
using Search.Testing;

namespace Search.Alerts.Tests.Delivery;

/// <summary>A mail server that answers each mail when the test lets it. Thread-safe.</summary>
internal sealed class GatedTransport(Func<Envelope, Task<DeliveryResult>> answer) : IMailTransport
{
    public static readonly DeliveryResult Taken = RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");

    private readonly ConcurrentQueue<RecordedMail> _begun = new();

    public string Description => "gated";

    public bool IsDelivery => true;

    /// <summary>Every mail that was begun, in order, whether it is through or not.</summary>
    public IReadOnlyList<RecordedMail> Begun => [.. _begun];

    public IEnumerable<string> People => Begun.Select(mail => mail.Envelope.Recipient);

    public Task<DeliveryResult> SendAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        _begun.Enqueue(new RecordedMail(envelope, message.ToArray()));
        return answer(envelope);
    }
}
