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
        return Alternate(
            () => peer.Index(corpus, PeerIndex, analyzer, threads),
            () => Figures(OwnProcess.Run("index", corpus, "--index", OurIndex, "--analyzer", analyzer, "--threads", Text(threads))));
    }

    /// <summary>Searches what <see cref="Index"/> left, each side its own.</summary>
    public Sides Query(string queries) => Alternate(
        () => peer.Query(PeerIndex, queries, analyzer, warm, Rounds),
        () => Figures(OwnProcess.Run("query", "--index", OurIndex, "--queries", queries, "--analyzer", analyzer, "--warm", Text(warm), "--repeat", Text(Rounds))));

    /// <summary>Analyses a corpus and writes nothing.</summary>
    public Sides Analyze(string corpus) => Alternate(
        () => peer.Analyze(corpus, analyzer),
        () => Figures(OwnProcess.Run("analyze", corpus, "--analyzer", analyzer)));

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
