using Search.Data;

namespace Search.Alerts.Delivery;

/// <summary>Mails to one person that some process is handing over just now, and that can't be called back.</summary>
internal static class MailsInHand
{
    /// <summary>A server may take minutes for an answer; whoever clicked is not kept as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when there is none any more. What a dead process had in hand is not waited for: it does not go on by itself.</summary>
    public static async Task WaitAsync(Database database, string address, CancellationToken cancellation)
    {
        var began = database.Time.GetTimestamp();
        while (await AreThereAsync(database, address, cancellation) && database.Time.GetElapsedTime(began) < Patience)
            await Task.Delay(Look, database.Time, cancellation);
    }

    private static async Task<bool> AreThereAsync(Database database, string address, CancellationToken cancellation)
    {
        var hands = await database.ReadAsync(
            async session => await session.Recipients.FindByAddressAsync(address) is { } person ? await session.Outbox.HandsAsync(person.RecipientId) : [],
            cancellation);
        return hands.Any(owner => !ClaimOwner.IsDead(owner));
    }
}
