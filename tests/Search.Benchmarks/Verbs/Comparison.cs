using System.Globalization;
using System.Text.Json;

namespace Search.Benchmarks.Verbs;

/// <summary>One comparison of both sides on one corpus: runs alternate, each in a process of its own, and the figures are medians.</summary>
/// <param name="warm">Rounds of queries in each process before the clock starts.</param>
/// <param name="runs">Processes of each side.</param>
internal sealed class Comparison(PeerProcess peer, string work, string analyzer, int warm, int runs)
{
    private const int Rounds = 5;

    private string PeerIndex => Path.Combine(work, "lucene");

    private string OurIndex => Path.Combine(work, "search");

    /// <summary>Indexes a corpus anew in each run; the last run's indexes stay.</summary>
    public Sides Index(string corpus, int threads)
    {
        Directory.CreateDirectory(work);
        return Alternate(() => peer.Index(corpus, PeerIndex, analyzer, threads), () => Index(corpus, OurIndex, threads));
    }

    /// <summary>
    /// Indexes a corpus with one and with two threads, by turns, since a shared machine's speed changes; and, ours alone, in two processes at once that know
    /// nothing of each other, which is what the machine allows. The indexes of one thread stay.
    /// </summary>
    public (Sides One, Sides Two, Dictionary<string, double> TwoProcesses) IndexByThreads(string corpus)
    {
        Directory.CreateDirectory(work);
        Dictionary<string, double>[][] figures = [.. Enumerable.Range(0, runs).Select(_ => new[]
        {
            InTwoProcesses(corpus),
            peer.Index(corpus, PeerIndex, analyzer, threads: 2), Index(corpus, OurIndex, threads: 2),
            peer.Index(corpus, PeerIndex, analyzer, threads: 1), Index(corpus, OurIndex, threads: 1),
        })];
        Dictionary<string, double> Of(int which) => Median([.. figures.Select(run => run[which])]);
        return (new Sides(Of(3), Of(4)), new Sides(Of(1), Of(2)), Of(0));
    }

    /// <summary>Searches what <see cref="Index"/> left, each side its own.</summary>
    public Sides Query(string queries) => Alternate(
        () => peer.Query(PeerIndex, queries, analyzer, warm, Rounds),
        () => Figures(OwnProcess.Run("query", "--index", OurIndex, "--queries", queries, "--analyzer", analyzer, "--warm", Text(warm), "--repeat", Text(Rounds))));

    /// <summary>Analyses a corpus and writes nothing.</summary>
    public Sides Analyze(string corpus) => Alternate(
        () => peer.Analyze(corpus, analyzer),
        () => Figures(OwnProcess.Run("analyze", corpus, "--analyzer", analyzer)));

    private Dictionary<string, double> Index(string corpus, string index, int threads) =>
        Figures(OwnProcess.Run("index", corpus, "--index", index, "--analyzer", analyzer, "--threads", Text(threads)));

    /// <summary>The mean of both.</summary>
    private Dictionary<string, double> InTwoProcesses(string corpus)
    {
        string[] folders = [Path.Combine(work, "first"), Path.Combine(work, "second")];
        var both = Task.WhenAll(folders.Select(folder => Task.Run(() => Index(corpus, folder, threads: 1)))).GetAwaiter().GetResult();
        Array.ForEach(folders, folder => Directory.Delete(folder, recursive: true));
        return both[0].ToDictionary(figure => figure.Key, figure => (figure.Value + both[1][figure.Key]) / 2, StringComparer.Ordinal);
    }

    private Sides Alternate(Func<Dictionary<string, double>> theirs, Func<Dictionary<string, double>> ours)
    {
        var (peers, own) = (new List<Dictionary<string, double>>(), new List<Dictionary<string, double>>());
        for (var run = 0; run < runs; run++)
        {
            peers.Add(theirs());
            own.Add(ours());
        }
        return new Sides(Median(peers), Median(own));
    }

    /// <summary>The numbers of a line; those of a class, or of any group, under <c>group.figure</c>.</summary>
    public static Dictionary<string, double> Figures(JsonElement line)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var figure in line.EnumerateObject())
        {
            if (figure.Value.ValueKind == JsonValueKind.Number)
                figures[figure.Name] = figure.Value.GetDouble();
            else if (figure.NameEquals("classes"))
                AddGroups(figures, figure.Value);
            else if (figure.Value.ValueKind == JsonValueKind.Object)
                AddGroup(figures, figure);
        }
        return figures;
    }

    private static void AddGroups(Dictionary<string, double> figures, JsonElement groups)
    {
        foreach (var group in groups.EnumerateObject())
            AddGroup(figures, group);
    }

    private static void AddGroup(Dictionary<string, double> figures, JsonProperty group)
    {
        foreach (var figure in group.Value.EnumerateObject().Where(figure => figure.Value.ValueKind == JsonValueKind.Number))
            figures[$"{group.Name}.{figure.Name}"] = figure.Value.GetDouble();
    }

    /// <summary>Of each figure the median over the runs; of an even number of them the upper one.</summary>
    public static Dictionary<string, double> Median(IReadOnlyList<Dictionary<string, double>> runs) =>
        runs[0].Keys.ToDictionary(key => key, key => runs.Select(run => run[key]).Order().ElementAt(runs.Count / 2), StringComparer.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
