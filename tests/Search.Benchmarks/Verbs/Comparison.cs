using System.Globalization;
using System.Text.Json;

namespace Search.Benchmarks.Verbs;

/// <summary>One comparison; indexing runs alternate between the two sides and give medians.</summary>
internal sealed class Comparison(PeerProcess peer, string work, string analyzer, int threads, int warm, int repeat)
{
    private string PeerIndex => Path.Combine(work, "lucene");

    private string OurIndex => Path.Combine(work, "search");

    public void Index(string corpus)
    {
        Directory.CreateDirectory(work);
        var (theirs, ours) = (new List<Dictionary<string, double>>(), new List<Dictionary<string, double>>());
        for (var i = 0; i < repeat; i++)
        {
            theirs.Add(peer.Index(corpus, PeerIndex, analyzer, threads));
            ours.Add(Figures(OwnProcess.Run("index", corpus, "--index", OurIndex, "--analyzer", analyzer, "--threads", Text(threads))));
        }
        CompareVerb.Print("index", Median(theirs), Median(ours));
    }

    public void Query(string queries)
    {
        var theirs = peer.Query(PeerIndex, queries, analyzer, warm, repeat);
        var ours = OwnProcess.Run("query", "--index", OurIndex, "--queries", queries, "--analyzer", analyzer, "--warm", Text(warm), "--repeat", Text(repeat));
        CompareVerb.Print("query", theirs, Figures(ours));
    }

    /// <summary>The numbers of a line; those of a class under <c>class.figure</c>.</summary>
    private static Dictionary<string, double> Figures(JsonElement line)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var figure in line.EnumerateObject())
        {
            if (figure.Value.ValueKind == JsonValueKind.Number)
                figures[figure.Name] = figure.Value.GetDouble();
            else if (figure.NameEquals("classes"))
                AddClasses(figures, figure.Value);
        }
        return figures;
    }

    private static void AddClasses(Dictionary<string, double> figures, JsonElement classes)
    {
        foreach (var group in classes.EnumerateObject())
        {
            foreach (var figure in group.Value.EnumerateObject())
                figures[$"{group.Name}.{figure.Name}"] = figure.Value.GetDouble();
        }
    }

    private static Dictionary<string, double> Median(List<Dictionary<string, double>> runs) =>
        runs[0].Keys.ToDictionary(key => key, key => runs.Select(run => run[key]).Order().ElementAt(runs.Count / 2), StringComparer.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
