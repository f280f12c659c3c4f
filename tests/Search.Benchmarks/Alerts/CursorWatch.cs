using System.Data.Common;
using System.Diagnostics;
using Search.Data.Stages;

namespace Search.Benchmarks.Alerts;

/// <summary>Sees from outside, on a connection of its own, when the match stage's cursor has moved: its moves are committed together with the matches. Looks every millisecond.</summary>
internal sealed class CursorWatch : IDisposable
{
    private readonly DbConnection _connection;
    private readonly Thread _thread;
    private readonly List<(long Seq, long At)> _moves = [];
    private volatile bool _ended;

    public CursorWatch(BenchmarkDatabase database)
    {
        _connection = database.Connect();
        _thread = new Thread(Watch) { IsBackground = true, Name = "cursor" };
        _thread.Start();
    }

    /// <summary>Waits until a sequence number is matched. Returns false when that takes too long.</summary>
    public bool Wait(long seq, TimeSpan patience)
    {
        var clock = Stopwatch.StartNew();
        while (Reached < seq && clock.Elapsed < patience)
            Thread.Sleep(10);
        return Reached >= seq;
    }

    /// <summary>When a sequence number was first seen to be matched, as a time stamp. For numbers that were reached.</summary>
    public long At(long seq)
    {
        lock (_moves)
        {
            var place = _moves.BinarySearch((seq, 0));
            return _moves[place >= 0 ? place : ~place].At;
        }
    }

    public void Dispose()
    {
        _ended = true;
        _thread.Join();
        _connection.Dispose();
    }

    private long Reached
    {
        get
        {
            lock (_moves)
                return _moves.Count == 0 ? 0 : _moves[^1].Seq;
        }
    }

    private void Watch()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT seq FROM stage_cursor WHERE name = '{Stage.Match}'";
        command.Prepare();
        while (!_ended)
        {
            if (command.ExecuteScalar() is long seq && seq > Reached)
            {
                lock (_moves)
                    _moves.Add((seq, Stopwatch.GetTimestamp()));
            }
            Thread.Sleep(1);
        }
    }
}
