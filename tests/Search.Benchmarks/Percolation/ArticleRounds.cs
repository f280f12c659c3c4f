using System.Diagnostics;
using Search.Benchmarks.Verbs;
using Search.Lucene.Documents;
using Search.Percolation;

namespace Search.Benchmarks.Percolation;

/// <summary>Matches articles one at a time, in rounds over all of them, and keeps each one's fastest time.</summary>
internal sealed class ArticleRounds
{
    private readonly PercolatorMatcher _matcher;
    private readonly Document[] _articles;
    private readonly double[] _times;
    private readonly int[] _matches;
    private readonly List<double> _cpuSeconds = [];

    public ArticleRounds(PercolatorMatcher matcher, Document[] articles)
    {
        _matcher = matcher;
        _articles = articles;
        _times = new double[articles.Length];
        _matches = new int[articles.Length];
        Array.Fill(_times, double.PositiveInfinity);
    }

    /// <summary>Matches of one round.</summary>
    public long Matches { get; private set; }

    /// <summary>Candidates of one round.</summary>
    public long Candidates { get; private set; }

    /// <summary>By the CPU time of the matching thread, in the median round.</summary>
    public double ArticlesPerCpuSecond => _articles.Length / _cpuSeconds.Order().ElementAt(_cpuSeconds.Count / 2);

    /// <summary>Mean of the articles' fastest times.</summary>
    public double MeanMicroseconds => _times.DefaultIfEmpty().Average();

    /// <summary>What one match more costs an article of the same length, by least squares over the articles; not below 0.</summary>
    public double MicrosecondsPerMatch()
    {
        var lengths = Array.ConvertAll(_articles, article => (double)article.Fields.Sum(part => part.Utf8.Length));
        var matches = Array.ConvertAll(_matches, count => (double)count);
        return Math.Max(0, LeastSquares.Slopes(lengths, matches, _times)?.Second ?? 0);
    }

    public void Run(int warm, int repeat)
    {
        for (var i = 0; i < warm; i++)
            Round(keep: false);
        for (var i = 0; i < Math.Max(1, repeat); i++)
            Round(keep: true);
    }

    /// <summary>The value at n × percent / 100 of the sorted fastest times.</summary>
    public double Percentile(int percent) => _times.Length == 0 ? 0 : _times.Order().ElementAt(_times.Length * percent / 100);

    private void Round(bool keep)
    {
        (Matches, Candidates) = (0, 0);
        var cpu = Usage.ThreadCpuSeconds;
        for (var i = 0; i < _articles.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var found = _matcher.Match(_articles[i]).Length;
            var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            Matches += found;
            _matches[i] = found;
            Candidates += _matcher.Candidates;
            if (keep)
                _times[i] = Math.Min(_times[i], time);
        }
        if (keep)
            _cpuSeconds.Add(Usage.ThreadCpuSeconds - cpu);
    }
}
