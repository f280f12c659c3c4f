using System.Globalization;
using Search.Benchmarks.Million;
using Search.Benchmarks.Verbs;
using Search.Testing;

namespace Search.Benchmarks.Speed;

/// <summary>
/// Everything that the index's speed is judged by, in one run, both sides alternating in processes of their own: medians over the runs, definitions as
/// of the verbs that each line comes from. What is made stays for the next run only where it is slow to make: the two grown corpora.
/// </summary>
internal sealed class SpeedRun(PeerProcess peer, SpeedSettings settings)
{
    private const int Queried = 1_000;
    private const int Alerts = 1_000;

    private static readonly string[] Classes = ["term", "and2", "or2", "or4", "phrase", "slop", "prefix"];

    private static readonly Goal NoMore = Goal.OfLucene(1);
    private static readonly Goal Half = Goal.OfLucene(1 / 2.0);
    private static readonly Goal Third = Goal.OfLucene(1 / 3.0);

    private static string Allsides => Shared.PathOf("data/articles/allsides.jsonl.gz");

    private static string Reuters => Shared.PathOf("data/articles/reuters21578.jsonl.gz");

    /// <summary>The lines of the named parts, of all where none is named, each as soon as it is measured.</summary>
    public IEnumerable<SpeedRow> Rows(IReadOnlyCollection<string> parts)
    {
        Directory.CreateDirectory(settings.Folder);
        (string Name, Func<IEnumerable<SpeedRow>> Rows)[] all = [("corpus", OfTheCorpus), ("multiplied", OfTheMultiplied), ("large", OfTheLarge), ("whole", OfTheWhole)];
        return all.Where(part => parts.Count == 0 || parts.Contains(part.Name, StringComparer.Ordinal)).SelectMany(part => part.Rows());
    }

    /// <summary>Indexing, analysis and searching of 124 MB of news.</summary>
    private IEnumerable<SpeedRow> OfTheCorpus()
    {
        var comparison = Compare("corpus", settings.Runs);
        var (one, two, twoProcesses) = comparison.IndexByThreads(Allsides);
        yield return More("indexing, one thread, MB / CPU s", one, "mb_per_cpu_s", Goal.OfLucene(4), Goal.OfLucene(45 / 7.1));
        yield return new SpeedRow("two threads by the clock, times one thread's", one.Lucene["seconds"] / two.Lucene["seconds"],
            one.Search["seconds"] / two.Search["seconds"], Goal.At(1.8), Aim: null, LessIsBetter: false);
        yield return new SpeedRow("two processes at once: what the machine allows", null,
            2 * one.Search["seconds"] / twoProcesses["seconds"], Bar: null, Aim: null, LessIsBetter: false);
        yield return More("analysis alone, MB / s", comparison.Analyze(Allsides), "mb_per_s", Goal.At(150), Goal.At(300));
        yield return Less("index, MB", one, "index_bytes", NoMore, aim: null, scale: 1e-6);
        var queries = comparison.Query(Queries("allsides", Allsides));
        foreach (var row in Percentiles("1,000 queries", queries))
            yield return row;
        foreach (var name in Classes)
            yield return Less($"{name}, p50 µs", queries, name + ".p50_us", NoMore, Half);
    }

    /// <summary>The same queries' times on news multiplied.</summary>
    private IEnumerable<SpeedRow> OfTheMultiplied()
    {
        var corpus = settings.File(string.Create(CultureInfo.InvariantCulture, $"reuters-{settings.Multiplied}.jsonl.gz"));
        Make(corpus, path => File.Move(MillionCorpus.Multiply(settings.Folder, "reuters21578", settings.Multiplied), path));
        // Indexed once: only searching is measured.
        Compare("multiplied", runs: 1).Index(corpus, threads: 1);
        return Percentiles($"1,000 queries on Reuters of {settings.Multiplied} MB", Compare("multiplied", settings.Runs).Query(Queries("reuters", Reuters)));
    }

    /// <summary>An index of articles as the service has it; halfway, how soon new articles are found.</summary>
    private IEnumerable<SpeedRow> OfTheLarge()
    {
        var (corpus, index) = (settings.File(string.Create(CultureInfo.InvariantCulture, $"articles-{settings.Articles}.jsonl")), settings.File("articles"));
        Make(corpus, path => MillionCorpus.Write(settings.Folder, path, settings.Articles));
        if (Directory.Exists(index))
            Directory.Delete(index, recursive: true);
        OwnProcess.Run("articles", corpus, "--index", index, "--parts", "2", "--part", "0");
        var visible = Medians("visible", Allsides, "--index", index);
        OwnProcess.Run("articles", corpus, "--index", index, "--parts", "2", "--part", "1");
        var open = Medians("open", "--index", index);
        var search = Comparison.Figures(OwnProcess.Run("search", "--index", index, "--queries", Queries("allsides", Allsides)));
        yield return Ours($"open {open["docs"]:#,0} articles and answer the first query, ms", open["ms"], 150, 50);
        yield return Ours("the same where the code is compiled, ms", open["anew_ms"], null, null);
        yield return Ours("search in them, counting exactly to 1,000, p99 ms", search["counted_to_1000.p99_ms"], 20, 10);
        yield return Ours("the same with every hit counted, p99 ms", search["relevance.p99_ms"], null, null);
        yield return Ours("the same with counts of outlets, languages, tags and days, p99 ms", search["page.p99_ms"], null, null);
        yield return Ours("managed heap of the searcher after it, MB", search["heap_bytes"] / 1e6, 200, 100);
        yield return Ours($"from adding to finding, at {visible["docs_before"]:#,0} articles, p99 ms", visible["p99_ms"], 50, 10);
    }

    /// <summary><c>search index</c> end to end.</summary>
    private IEnumerable<SpeedRow> OfTheWhole()
    {
        var queries = settings.File("alerts.tsv");
        GeneratedQueries.Write(Allsides, queries, Alerts);
        var figures = Medians("ingest", Allsides, "--queries", queries);
        yield return new SpeedRow("search index with 1,000 alerts, articles / CPU s", null, figures["articles_per_cpu_s"], Goal.At(1_500), Goal.At(3_000), LessIsBetter: false);
    }

    private Comparison Compare(string name, int runs) => new(peer, settings.File(name), "standard", settings.Warm, runs);

    private Dictionary<string, double> Medians(params string[] arguments) =>
        Comparison.Median([.. Enumerable.Range(0, settings.Runs).Select(_ => Comparison.Figures(OwnProcess.Run(arguments)))]);

    private string Queries(string name, string corpus)
    {
        var queries = settings.File(name + "-queries.tsv");
        GeneratedQueries.Write(corpus, queries, Queried, "--search");
        return queries;
    }

    /// <summary>Makes a file that an earlier run has not left; what a run that ended early left of it is not taken.</summary>
    private static void Make(string file, Action<string> make)
    {
        if (File.Exists(file))
            return;
        make(file + ".part");
        File.Move(file + ".part", file);
    }

    private static IEnumerable<SpeedRow> Percentiles(string what, Sides sides) =>
        [Less(what + ", p50 µs", sides, "p50_us", Half, Third), Less(what + ", p99 µs", sides, "p99_us", Half, Third)];

    private static SpeedRow More(string what, Sides sides, string figure, Goal bar, Goal aim) =>
        new(what, sides.Lucene[figure], sides.Search[figure], bar, aim, LessIsBetter: false);

    private static SpeedRow Less(string what, Sides sides, string figure, Goal bar, Goal? aim, double scale = 1) =>
        new(what, sides.Lucene[figure] * scale, sides.Search[figure] * scale, bar, aim, LessIsBetter: true);

    private static SpeedRow Ours(string what, double figure, double? bar, double? aim) =>
        new(what, null, figure, bar is { } value ? Goal.At(value) : null, aim is { } more ? Goal.At(more) : null, LessIsBetter: true);
}
