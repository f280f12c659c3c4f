using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Search.Testing;
using Xunit.Abstractions;

namespace Search.Cli.Tests.Faults;

/// <summary>
/// Services and commands on one database, killed with -9 at random moments while articles come in, mails go out to a server that makes
/// trouble, and people leave by the links of their mails. At its end everything is given time to become quiet, and compared with what had to
/// come of it.
/// </summary>
internal sealed class Campaign : IAsyncDisposable
{
    private const int MostRunsToQuiet = 40;

    private readonly FaultDatabase _database;
    private readonly CampaignSize _size;
    private readonly SmtpSink _sink;
    private readonly Random _random;
    private readonly IReadOnlyList<WatchedAlert> _alerts;
    private readonly ArticleStream _stream;
    private readonly List<Node> _nodes;
    private readonly Feeder _feeder;
    private readonly List<Departure> _departures = [];
    private readonly List<string> _complaints = [];
    private readonly List<string> _alertIds = [];
    private readonly TemporaryFolder _folder = new();
    private int _presses;

    public Campaign(FaultDatabase database, CampaignSize size, params IReadOnlyList<string> dataFolders)
    {
        _database = database;
        _size = size;
        _random = new Random(size.Seed);
        _alerts = WatchedAlert.Some(size.People);
        _stream = new ArticleStream(_folder.Path, new Random(_random.Next()), _alerts);
        _sink = new SmtpSink { Trouble = new TroubleMaker(_random.Next()).Next };
        _nodes = [.. dataFolders.Select(folder => new Node(Program(folder)))];
        _feeder = new Feeder(_nodes[0].Program, _stream);
    }

    /// <summary>Processes killed so far, by what they ran.</summary>
    public SortedDictionary<string, int> Kills { get; } = new(StringComparer.Ordinal);

    /// <summary>Done after each round, with the number of kills so far.</summary>
    public Func<Campaign, int, Task> Between { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Done beside the work of each round.</summary>
    public Func<Random, Task> Meanwhile { get; init; } = _ => Task.CompletedTask;

    /// <summary>Faults of the surroundings are part of the campaign (a database that goes away): what processes say about them is no fault.</summary>
    public bool ForgivesComplaints { get; init; }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Takes a node away for good.</summary>
    public async Task RetireAsync(Node node)
    {
        if (await node.KillAsync())
            Count("serve, for good");
        _nodes.Remove(node);
        _complaints.AddRange(node.Complaints);
        node.Dispose();
    }

    /// <summary>Returns what is wrong.</summary>
    private async Task<IReadOnlyList<string>> RunAsync()
    {
        foreach (var alert in _alerts)
            await AddAsync(alert);
        foreach (var node in _nodes)
            Assert.True(await node.StartAsync() && await node.OpenAlertAsync(_alertIds[0]), "the service does not start");
        using var enough = new CancellationTokenSource();
        var feeding = _feeder.FeedAsync(enough.Token);
        while (Kills.Values.Sum() < _size.Kills && !feeding.IsFaulted)
        {
            await RoundAsync();
            await Between(this, Kills.Values.Sum());
        }
        await enough.CancelAsync();
        await feeding;
        await SettleAsync();
        await CountAsync();
        return [.. ForgivesComplaints ? [] : Complaints, .. await Comparison().ProblemsAsync(_database, _stream.Articles, _nodes[0].Program)];
    }

    /// <summary>Runs it all; nothing may be wrong.</summary>
    public async Task HoldsAsync(ITestOutputHelper output)
    {
        var began = Stopwatch.GetTimestamp();
        var problems = await RunAsync();
        output.WriteLine($"{Summary()}, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        foreach (var complaint in Complaints)
            output.WriteLine(complaint);
        Assert.True(problems.Count == 0, $"{Summary()}\n{string.Join('\n', problems)}");
    }

    private IReadOnlyList<string> Complaints =>
        [.. _complaints.Concat(_feeder.Complaints).Concat(_nodes.SelectMany(node => node.Complaints)).Distinct(StringComparer.Ordinal)];

    /// <summary>One line of numbers.</summary>
    private string Summary()
    {
        var mails = _sink.Mails;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {_database.Name}, seed {_size.Seed}: {Kills.Values.Sum()} kills ({string.Join(", ", Kills.Select(kind => $"{kind.Value} {kind.Key}"))}), {_stream.Articles} articles, {_stream.Expected.Count} matches, {mails.Count} mails taken, {mails.Count - mails.Select(mail => mail.MessageId).Distinct().Count()} of them repeats, {_departures.Count(departure => departure.Confirmed is not null)} departures, {_presses} times "send now"
            """);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.KillAsync();
            node.Dispose();
        }
        await _sink.DisposeAsync();
        _folder.Dispose();
    }

    private Comparison Comparison() => new(_alerts, _stream.Expected, _departures, _sink.Mails, _sink.Begun);

    private SearchProgram Program(string folder)
    {
        var program = new SearchProgram(folder);
        foreach (var (name, value) in _database.Environment)
            program.Environment[name] = value;
        program.Environment["SEARCH_Smtp__Host"] = "127.0.0.1";
        program.Environment["SEARCH_Smtp__Port"] = _sink.Port.ToString(CultureInfo.InvariantCulture);
        program.Environment["SEARCH_Smtp__Security"] = "none";
        program.Environment["SEARCH_Mail__From"] = "Search <digest@example.org>";
        program.Environment["SEARCH_PublicUrl"] = "https://search.example.org/";
        return program;
    }

    private async Task AddAsync(WatchedAlert alert)
    {
        string[] to = [.. alert.People.SelectMany(person => new[] { "--to", person })];
        var added = await _nodes[0].Program.MustAsync(["alerts", "add", alert.Name, "--query", alert.Query, "--rate", "immediate", .. to, "--json"]);
        _alertIds.Add(added.Json.GetProperty("id").GetString()!);
    }

    /// <summary>Services come up, work and mischief begin, and a service is killed in the midst of them.</summary>
    private async Task RoundAsync()
    {
        foreach (var node in _nodes.Where(node => !node.IsRunning).ToArray())
            await StartAsync(node);
        using var over = new CancellationTokenSource();
        var life = Before(_size.LongestLife);
        var work = new List<Task> { Meanwhile(new Random(_random.Next())) };
        work.AddRange(_nodes.Select(node => PressAsync(node, _random.Next(), over.Token)));
        if (_random.Next(10) < 3)
            work.Add(RunCommandAsync(_random.Next(2) == 0 ? Before(TimeSpan.FromSeconds(1)) : null));
        if (_random.Next(10) < 3)
            work.Add(KillFeederAsync(Before(life)));
        if (_departures.Count * _size.Kills < _size.Departures * Kills.Values.Sum() || _departures.Exists(departure => departure.Confirmed is null))
            work.Add(LeaveAsync(Before(life)));
        await LiveAsync(life);
        await KillAsync(_nodes[_random.Next(_nodes.Count)], "serve");
        await over.CancelAsync();
        await Task.WhenAll(work);
    }

    /// <summary>Half of the services live for a while, the other half until so many mails have begun: most of what may go wrong is near those.</summary>
    private async Task LiveAsync(TimeSpan life)
    {
        if (_random.Next(2) == 0)
        {
            await Task.Delay(life);
            return;
        }
        var enough = _sink.Taken + _random.Next(1, _size.People);
        for (var looks = 0; looks < 300 && _sink.Taken < enough; looks++)
            await Task.Delay(10);
        await Task.Delay(_random.Next(15));
    }

    /// <summary>Some are killed before they are up.</summary>
    private async Task StartAsync(Node node)
    {
        while (_random.Next(8) == 0)
        {
            node.Launch();
            await Task.Delay(_random.Next(500));
            await KillAsync(node, "serve, starting");
        }
        if (!await node.StartAsync())
            await node.KillAsync();
    }

    private async Task KillAsync(Node node, string what)
    {
        if (await node.KillAsync())
            Count(what);
    }

    private void Count(string what)
    {
        lock (Kills)
            Kills[what] = Kills.GetValueOrDefault(what) + 1;
    }

    /// <summary>Immediate alerts wait for company; pressing "send now" again and again keeps the digest and delivery stages at work.</summary>
    private async Task PressAsync(Node node, int seed, CancellationToken over)
    {
        var random = new Random(seed);
        while (!over.IsCancellationRequested)
        {
            if (await node.RunAlertAsync(_alertIds[random.Next(_alertIds.Count)]))
                Interlocked.Increment(ref _presses);
            await Task.Delay(random.Next(20, 120), CancellationToken.None);
        }
    }

    private async Task RunCommandAsync(TimeSpan? killAfter)
    {
        using var running = _nodes[0].Program.Start("alerts", "run", "--now");
        if (killAfter is { } after)
        {
            await Task.Delay(after);
            if (!running.HasExited)
                Count("alerts run");
            await running.KillAsync();
            return;
        }
        var finished = await running.EndAsync(TimeSpan.FromMinutes(3));
        // 1 says that a mail was not taken, which is the sink's doing.
        if (finished.ExitCode is not (0 or 1) || finished.Error.Contains("   at ", StringComparison.Ordinal))
            _complaints.Add($"alerts run: exit {finished.ExitCode}: {finished.Output}\n{finished.Error}");
    }

    private async Task KillFeederAsync(TimeSpan after)
    {
        await Task.Delay(after);
        if (await _feeder.KillAsync())
            Count("index");
    }

    /// <summary>Somebody leaves by a link of one of their mails, or tries again because the service did not answer.</summary>
    private async Task LeaveAsync(TimeSpan after)
    {
        var node = _nodes[_random.Next(_nodes.Count)];
        var departure = _departures.Find(departure => departure.Confirmed is null) ?? Decide();
        await Task.Delay(after);
        if (departure is not null && await node.UnsubscribeAsync(departure.Token))
            departure.Confirmed = TimeProvider.System.GetTimestamp();
    }

    private Departure? Decide()
    {
        var mails = _sink.Mails.Where(mail => MayLeave(mail.Recipient)).ToList();
        if (mails.Count == 0)
            return null;
        var mail = ToldMail.Read(mails[_random.Next(mails.Count)]);
        if (mail.StopAll.Length == 0)
            return null;
        var stops = mail.StopAlert.OrderBy(stop => stop.Key, StringComparer.Ordinal).ToList();
        var everything = _random.Next(2) == 0 || stops.Count == 0;
        var stop = everything ? default : stops[_random.Next(stops.Count)];
        var departure = everything ? new Departure(mail.Mail.Recipient, alert: null, mail.StopAll) : new Departure(mail.Mail.Recipient, stop.Key, stop.Value);
        _departures.Add(departure);
        return departure;
    }

    private bool MayLeave(string person) =>
        Enumerable.Range(_size.People / 3, _size.People).Any(number => person == $"reader{number:00}@example.org")
        && !_departures.Exists(departure => departure.Address == person);

    /// <summary>No more kills and no more trouble: those who are leaving get their answer, and everything is told.</summary>
    private async Task SettleAsync()
    {
        _sink.Trouble = () => SinkTrouble.None;
        foreach (var node in _nodes)
            await node.KillAsync();
        Assert.True(await _nodes[0].StartAsync(), "the service does not start any more");
        foreach (var departure in _departures.Where(departure => departure.Confirmed is null))
        {
            Assert.True(await _nodes[0].UnsubscribeAsync(departure.Token), "unsubscribing failed");
            departure.Confirmed = TimeProvider.System.GetTimestamp();
        }
        await _nodes[0].KillAsync();
        await BecomeQuietAsync();
    }

    /// <summary>
    /// What repeats a told story makes no mail of its own and is counted in the next one that shows something. Here one more comes last of all,
    /// and then an article that everybody is told of, so that everybody has such a mail.
    /// </summary>
    private async Task CountAsync()
    {
        await _feeder.FeedAsync(_stream.NextTwin());
        await BecomeQuietAsync();
        await _feeder.FeedAsync(_stream.NextForAll());
        await BecomeQuietAsync();
    }

    private async Task BecomeQuietAsync()
    {
        for (var run = 0; run < MostRunsToQuiet; run++)
        {
            var report = (await _nodes[0].Program.MustAsync("alerts", "run", "--now", "--json")).Json;
            if (IsQuiet(report))
                return;
        }
        _complaints.Add("it did not become quiet");
    }

    private static bool IsQuiet(JsonElement report) =>
        ((string[])["articles", "matches", "mails", "sent", "retried", "failed"]).All(count => report.GetProperty(count).GetInt32() == 0);

    private TimeSpan Before(TimeSpan end) => TimeSpan.FromMilliseconds(_random.Next((int)end.TotalMilliseconds + 1));
}
