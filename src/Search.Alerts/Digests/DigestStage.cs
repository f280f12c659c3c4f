using Search.Data;
using Search.Data.Alerts;

namespace Search.Alerts.Digests;

/// <summary>
/// Composes one mail per person for everything that is due, stores its exact bytes, and marks its matches in the same transaction. Killed
/// anywhere, a match is either untold or in one stored mail. Several processes at once: one stores, the others find the due times moved.
/// Nothing to tell: no mail, unless an alert wants a heartbeat, and the due times move on. People are read, composed and stored in batches;
/// a batch that can't be stored is stored one by one, so that one mail harms nobody else's.
/// </summary>
public sealed class DigestStage(Database database, AlertSettings settings)
{
    private const int PageSize = 256;

    private readonly DigestWriter _writer = new(settings);

    /// <summary>Tells everybody who is due, who waits longest first.</summary>
    public async Task<DigestReport> RunAsync(CancellationToken cancellation = default)
    {
        var run = new DigestRun(database, settings, _writer, cancellation);
        var passed = new HashSet<long>();
        try
        {
            DuePosition? place = null;
            while (await DueAsync(place, OperatorsOnly, cancellation) is { Count: > 0 } due)
            {
                place = due[^1];
                await run.TellAsync([.. due.Select(position => position.RecipientId).Where(passed.Add)]);
            }
        }
        finally
        {
            await run.EndAsync();
            _writer.Forget();
        }
        return run.Report(await WarningsAsync(passed, cancellation));
    }

    private bool OperatorsOnly => settings.PublicUrl is null;

    private Task<IReadOnlyList<DuePosition>> DueAsync(DuePosition? after, bool operatorsOnly, CancellationToken cancellation) =>
        database.ReadAsync(session => session.Subscriptions.DueAsync(after, PageSize, operatorsOnly), cancellation);

    private async Task<IReadOnlyList<string>> WarningsAsync(HashSet<long> passed, CancellationToken cancellation)
    {
        if (!OperatorsOnly)
            return [];
        var due = await DueAsync(after: null, operatorsOnly: false, cancellation);
        long[] people = [.. due.Select(position => position.RecipientId).Distinct().Where(person => !passed.Contains(person))];
        // Of the operator's own, some may have become due since the run looked.
        var waiting = people.Length == 0 ? 0 : (await database.ReadAsync(session => session.Recipients.FindAsync(people), cancellation)).Count(person => !person.Operator);
        return waiting == 0
            ? []
            : [$"{DigestWords.Count(waiting, "person")} get no mail because the setting PublicUrl is missing: without it mail goes to the operator's own addresses only"];
    }
}
