using System.Globalization;
using Search.Alerts.Delivery;
using Search.Data;
using Search.Data.Outbox;

namespace Search.Alerts.Digests;

/// <summary>
/// One run of the digest stage: batches of people are read, composed on all cores, and stored while the next batch is read and composed. Used
/// by one caller.
/// </summary>
internal sealed class DigestRun(Database database, AlertSettings settings, DigestWriter writer, CancellationToken cancellation)
{
    private const int PeopleAtOnce = 64;

    /// <summary>Beyond so many matches a batch has fewer people: they are all in memory.</summary>
    private const int MatchesAtOnce = 20_000;

    private readonly ArticleCache _articles = new();
    private readonly Heartbeats _heartbeats = new();
    private readonly DigestStore _store = new(database);
    private readonly List<string> _warnings = [];
    private Task _storing = Task.CompletedTask;
    private int _mails;
    private int _told;

    /// <summary>Tells these people what they are due, as far as it is still due when it is read.</summary>
    public async Task TellAsync(IReadOnlyList<long> people)
    {
        foreach (var chunk in people.Chunk(PeopleAtOnce))
        {
            foreach (var batch in await SplitAsync(chunk))
                await TellBatchAsync(batch);
        }
    }

    /// <summary>Waits for what is being stored.</summary>
    public Task EndAsync() => _storing;

    /// <summary>What was done, once it has ended.</summary>
    public DigestReport Report(IReadOnlyList<string> more) => new(_mails, _told, [.. _warnings, .. more]);

    private async Task<IReadOnlyList<IReadOnlyList<long>>> SplitAsync(long[] people)
    {
        var counts = await database.ReadAsync(session => session.Matches.CountBehindCursorsAsync(people), cancellation);
        var batches = new List<IReadOnlyList<long>>();
        var (batch, matches) = (new List<long>(), 0L);
        foreach (var person in people)
        {
            var more = counts.GetValueOrDefault(person);
            if (batch.Count > 0 && matches + more > MatchesAtOnce)
            {
                batches.Add(batch);
                (batch, matches) = ([], 0);
            }
            batch.Add(person);
            matches += more;
        }
        batches.Add(batch);
        return batches;
    }

    private async Task TellBatchAsync(IReadOnlyList<long> people)
    {
        IReadOnlyList<WrittenMail> written;
        try
        {
            written = await ComposeAsync(people);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await TellOneByOneAsync(people, e);
            return;
        }
        await _storing;
        _storing = Task.Run(() => StoreAsync(written), cancellation);
    }

    /// <summary>One of them is at fault: each alone.</summary>
    private async Task TellOneByOneAsync(IReadOnlyList<long> people, Exception fault)
    {
        if (people.Count == 1)
        {
            Warn(people[0], fault);
            return;
        }
        foreach (var person in people)
            await TellBatchAsync([person]);
    }

    /// <summary>Reads and writes what people are due; stores nothing. Without those whose mail can't be composed.</summary>
    public async Task<IReadOnlyList<WrittenMail>> ComposeAsync(IReadOnlyList<long> people)
    {
        var began = database.Time.GetTimestamp();
        var (tasks, texts) = await database.ReadAsync(session => ReadAsync(session, people), cancellation);
        StageTimes.DigestRead.Since(database.Time, began);
        var written = new WrittenMail?[tasks.Count];
        var cores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, tasks.Count, cores, at => written[at] = Compose(tasks[at].Due, tasks[at].Task, texts));
        CrashPoints.Reach("digest-composed");
        return [.. written.OfType<WrittenMail>()];
    }

    private async Task<(IReadOnlyList<(DuePerson Due, DigestTask? Task)> Tasks, DigestTexts Texts)> ReadAsync(DataSession session, IReadOnlyList<long> people)
    {
        var due = await new DueReader(session, _heartbeats).ReadAsync(people);
        var tasks = due.Select(person => (Due: person, Task: DigestTask.Of(person, session.Now))).ToList();
        return (tasks, await DigestTexts.ReadAsync(session, _articles, [.. tasks.Select(pair => pair.Task).OfType<DigestTask>()]));
    }

    /// <summary>Null when it can't be composed: the person stays due, and keeps nobody else from their mail.</summary>
    private WrittenMail? Compose(DuePerson due, DigestTask? task, DigestTexts texts)
    {
        if (task is null)
            return new WrittenMail(due, Told: [], Digest: null, Draft: null);
        try
        {
            var began = database.Time.GetTimestamp();
            if (writer.Write(task, texts) is not { } written)
                return null;
            var mail = new WrittenMail(due, task.Alerts, written.Digest, Draft(due, written));
            StageTimes.DigestCompose.Since(database.Time, began);
            return mail;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Warn(due.Recipient.RecipientId, e);
            return null;
        }
    }

    private OutboxDraft Draft(DuePerson due, WrittenDigest written)
    {
        var kind = written.Digest.Articles > 0 ? OutboxKind.Digest : OutboxKind.Heartbeat;
        return Posting.Draft(settings, written.Message, written.Digest.Id, kind, due.Recipient.RecipientId, due.DueAt) with
        {
            AlertCount = written.Digest.Sections.Count,
            ArticleCount = written.Digest.Articles,
            Items = written.Items,
        };
    }

    private async Task StoreAsync(IReadOnlyList<WrittenMail> written)
    {
        if (written.Count == 0)
            return;
        try
        {
            var began = database.Time.GetTimestamp();
            var stored = await _store.StoreAsync(written, cancellation);
            StageTimes.DigestStore.Since(database.Time, began);
            _mails += stored.Count(mail => mail.Draft is not null);
            _told += stored.Sum(mail => mail.Digest?.Articles ?? 0);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await StoreOneByOneAsync(written, e);
        }
    }

    private async Task StoreOneByOneAsync(IReadOnlyList<WrittenMail> written, Exception fault)
    {
        if (written.Count == 1)
        {
            Warn(written[0].RecipientId, fault);
            return;
        }
        foreach (var mail in written)
            await StoreAsync([mail]);
    }

    private void Warn(long recipientId, Exception fault)
    {
        lock (_warnings)
            _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"the mail to recipient {recipientId} could not be composed: {fault.Message}"));
    }
}
