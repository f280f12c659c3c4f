using Search.Benchmarks.Corpora;
using Search.Benchmarks.Verbs;
using Search.Lucene.Documents;
using Search.Percolation;
using Search.Queries.Classic;

namespace Search.Benchmarks.Percolation;

/// <summary>
/// A file of queries registered under their numbers from 0, and what that cost. Texts are read line by line and not kept. Before the clock and
/// the first look at memory the first queries are registered and matched once in a percolator that is thrown away, so that neither
/// counts the compilation of the program.
/// </summary>
internal sealed class RegisteredQueries
{
    private const int WarmingQueries = 1_000;

    private readonly PercolationSettings _settings;
    private readonly TermStatistics? _statistics;

    public RegisteredQueries(PercolationSettings settings, Document first)
    {
        _settings = settings;
        _statistics = settings.Statistics is { } corpus ? new TermStatistics(Corpus.Load(corpus), PeerSchema.Analyzer(settings.Analyzer)) : null;
        Warm(first);
        var before = Usage.SettledResidentBytes();
        var (process, thread) = (Usage.CpuSeconds, Usage.ThreadCpuSeconds);
        Percolator = Percolators.Create(settings, _statistics);
        Register(Percolator, settings.Take);
        Matcher = Percolator.Snapshot().CreateMatcher();
        (ProcessCpuSeconds, ThreadCpuSeconds) = (Usage.CpuSeconds - process, Usage.ThreadCpuSeconds - thread);
        Matcher.Match(first);
        Bytes = Usage.SettledResidentBytes() - before;
    }

    public Percolator Percolator { get; }

    public PercolatorMatcher Matcher { get; }

    /// <summary>Lines of the file that hold a query.</summary>
    public int Count { get; private set; }

    /// <summary>Queries that can't be parsed, and so are not registered.</summary>
    public int Errors { get; private set; }

    /// <summary>Of all threads of the process, parsing and the snapshot included.</summary>
    public double ProcessCpuSeconds { get; }

    /// <summary>Of the registering thread alone.</summary>
    public double ThreadCpuSeconds { get; }

    /// <summary>By how much resident memory grew, with a matcher that matched once.</summary>
    public long Bytes { get; }

    private void Warm(Document first)
    {
        var scratch = Percolators.Create(_settings, _statistics);
        Register(scratch, Math.Min(_settings.Take, WarmingQueries));
        scratch.Snapshot().CreateMatcher().Match(first);
    }

    private void Register(Percolator percolator, int most)
    {
        var parser = _settings.Parser();
        (Count, Errors) = (0, 0);
        foreach (var (_, text) in QueryFile.Read(_settings.Queries).Take(most))
        {
            try
            {
                percolator.Register(Count, parser.Parse(text));
            }
            catch (ClassicSyntaxException e)
            {
                Errors++;
                Console.Error.WriteLine($"{text}: {e.Message}");
            }
            Count++;
        }
    }
}
