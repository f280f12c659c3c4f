using Search.Alerts.Mail;
using Search.Data.Outbox;

namespace Search.Alerts.Delivery;

/// <summary>A mail that is out of the hand of whoever was to hand it over.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Result">What came of it; null when it was not handed over, or nobody knows.</param>
/// <param name="Fault">What went wrong on our side; null for nothing.</param>
/// <param name="WasBegun">It may have been handed over: without a result it stays in hand until its lease ends, or this process does.</param>
internal sealed record Handed(OutboxMessage Mail, DeliveryResult? Result, Exception? Fault, bool WasBegun)
{
    public static Handed Over(OutboxMessage mail, DeliveryResult result) => new(mail, result, Fault: null, WasBegun: true);

    public static Handed NotBegun(OutboxMessage mail, Exception? fault = null) => new(mail, Result: null, fault, WasBegun: false);

    public static Handed Unknown(OutboxMessage mail, Exception fault) => new(mail, Result: null, fault, WasBegun: true);
}
