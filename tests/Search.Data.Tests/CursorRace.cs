using Search.Testing;

namespace Search.Data.Tests;

/// <summary>
/// Many writers at once, each transaction open for a random while after its writing and every fourth rolled back, and cursors that read on
/// while they write. The writers have several databases, as several processes have, and each cursor one of its own.
/// </summary>
internal sealed class CursorRace(TemporaryDatabase data, int seed)
{
    private const int Databases = 4;
    private const int Writers = 12;
    private const int Turns = 24;
    private const int LongestPause = 8;

    /// <summary>How long a cursor that has read all waits before it looks again, unless the writers end.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(2);

    /// <summary>Writes what one turn of a writer writes.</summary>
    public required Func<DataSession, int, int, Task> Write { get; init; }

    /// <summary>Each is a cursor: the next few numbers after one, in ascending order.</summary>
    public required IReadOnlyList<Func<DataSession, long, Task<IReadOnlyList<long>>>> Cursors { get; init; }

    /// <summary>Runs it, and fails when a cursor has passed a number that is there and that it has not read.</summary>
    public async Task RunAsync()
    {
        var over = new TaskCompletionSource();
        // Threads of their own, from before the first writer: writers that wait for each other would keep them from the pool's.
        var following = Cursors
            .Select(cursor => Task.Factory.StartNew(() => FollowAsync(cursor, over.Task), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap())
            .ToList();
        try
        {
            await WriteAllAsync();
        }
        finally
        {
            over.SetResult();
        }
        var followed = await Task.WhenAll(following);
        foreach (var (cursor, (read, readings)) in Cursors.Zip(followed))
        {
            Assert.True(readings > 1, "the cursor did not read while others wrote");
            Assert.Equal(read.Distinct().Order(), read);
            Assert.Empty((await AllAsync(cursor)).Except(read));
        }
    }

    private async Task WriteAllAsync()
    {
        var databases = Enumerable.Range(0, Databases).Select(_ => data.OpenAgain()).ToList();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(databases[writer % Databases], writer))));
        }
        finally
        {
            databases.ForEach(database => database.Dispose());
        }
    }

    private async Task WriteAsync(Database database, int writer)
    {
        var random = new Random(seed + writer);
        for (var turn = 0; turn < Turns; turn++)
        {
            await using var session = await database.BeginWriteAsync();
            await Write(session, writer, turn);
            await Task.Delay(random.Next(LongestPause), session.Cancellation);
            if (turn % 4 != 3)
                await session.CommitAsync();
        }
    }

    private async Task<(IReadOnlyList<long> Read, int Readings)> FollowAsync(Func<DataSession, long, Task<IReadOnlyList<long>>> cursor, Task writing)
    {
        using var database = data.OpenAgain();
        var read = new List<long>();
        var readings = 0;
        while (true)
        {
            var isOver = writing.IsCompleted;
            var next = await database.ReadAsync(session => cursor(session, read.LastOrDefault()));
            read.AddRange(next);
            readings += next.Count > 0 ? 1 : 0;
            if (isOver && next.Count == 0)
                return (read, readings);
            // Held here, on the cursor's own thread: a reader that never rests keeps SQLite's writers waiting.
            if (next.Count == 0)
                writing.Wait(Rest);
        }
    }

    private async Task<IReadOnlyList<long>> AllAsync(Func<DataSession, long, Task<IReadOnlyList<long>>> cursor)
    {
        var all = new List<long>();
        while (await data.Database.ReadAsync(session => cursor(session, all.LastOrDefault())) is { Count: > 0 } next)
            all.AddRange(next);
        return all;
    }
}
