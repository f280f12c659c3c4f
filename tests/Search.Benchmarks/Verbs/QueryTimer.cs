using System.Diagnostics;
using Search.Lucene.Searching;

namespace Search.Benchmarks.Verbs;

/// <summary>Runs queries in rounds and keeps each one's fastest time.</summary>
internal sealed class QueryTimer
{
    private readonly IndexSearcher _searcher;
    private readonly QuerySettings _settings;
    private readonly (string Class, string Text)[] _queries;
    private readonly double[] _total;
    private readonly double[] _parse;
    private readonly List<double> _rounds = [];

    public QueryTimer(IndexSearcher searcher, QuerySettings settings, (string Class, string Text)[] queries)
    {
        _searcher = searcher;
        _settings = settings;
        _queries = queries;
        _total = new double[queries.Length];
        _parse = new double[queries.Length];
        Array.Fill(_total, double.PositiveInfinity);
        Array.Fill(_parse, double.PositiveInfinity);
    }

    public void Run()
    {
        for (var i = 0; i < _settings.Warm; i++)
            Round(keep: false);
        for (var i = 0; i < Math.Max(1, _settings.Repeat); i++)
            Round(keep: true);
    }

    public Dictionary<string, object> Line(bool profile)
    {
        var line = new Dictionary<string, object> { ["queries"] = _queries.Length };
        if (_queries.Length == 0)
            return line;
        _rounds.Sort();
        line["qps"] = Json.Round(_queries.Length / _rounds[_rounds.Count / 2]);
        AddPercentiles(line, _total);
        line["classes"] = Classes(_total);
        if (profile)
        {
            line["parse_p50_us"] = Json.Round(Percentile(_parse, 50));
            line["parse_share"] = Json.Round(_parse.Sum() / _total.Sum());
        }
        return line;
    }

    private void Round(bool keep)
    {
        var parser = _settings.Parser();
        var round = Stopwatch.GetTimestamp();
        for (var i = 0; i < _queries.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var query = parser.Parse(_queries[i].Text);
            var parsed = Stopwatch.GetTimestamp();
            _searcher.Search(query, _settings.Top);
            var end = Stopwatch.GetTimestamp();
            if (!keep)
                continue;
            _total[i] = Math.Min(_total[i], Stopwatch.GetElapsedTime(start, end).TotalMicroseconds);
            _parse[i] = Math.Min(_parse[i], Stopwatch.GetElapsedTime(start, parsed).TotalMicroseconds);
        }
        if (keep)
            _rounds.Add(Stopwatch.GetElapsedTime(round).TotalSeconds);
    }

    private SortedDictionary<string, object> Classes(double[] times)
    {
        var classes = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var group in _queries.Select((query, i) => (query.Class, Time: times[i])).GroupBy(pair => pair.Class, pair => pair.Time))
        {
            var line = new Dictionary<string, object> { ["n"] = group.Count() };
            AddPercentiles(line, [.. group]);
            classes[group.Key] = line;
        }
        return classes;
    }

    private static void AddPercentiles(Dictionary<string, object> line, double[] times)
    {
        line["p50_us"] = Json.Round(Percentile(times, 50));
        line["p99_us"] = Json.Round(Percentile(times, 99));
    }

    /// <summary>As the peer: the value at n × percent / 100 of the sorted times.</summary>
    private static double Percentile(double[] times, int percent) => times.Order().ElementAt(times.Length * percent / 100);
}
