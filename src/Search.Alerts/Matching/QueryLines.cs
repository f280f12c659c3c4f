using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Percolation;
using Search.Queries.Articles;

namespace Search.Alerts.Matching;

/// <summary>
/// The queries of a file, one a line (after its last tab), matched against articles that are stored nowhere. What could not be an alert, such as
/// a query that matches everything, is matched here. Days begin in UTC, and <c>now</c> is when an article is read. Not thread-safe.
/// </summary>
public sealed class QueryLines
{
    private readonly Percolator _percolator = new(ArticleSchema.Analyzer);
    private readonly List<QueryLine> _remarks = [];
    private readonly TimeProvider _time;
    private PercolatorMatcher? _matcher;

    private QueryLines(TimeProvider time) => _time = time;

    /// <summary>Lines that are left out, or could not be an alert, in their order.</summary>
    public IReadOnlyList<QueryLine> Remarks => _remarks;

    /// <summary>Queries that are matched.</summary>
    public int Count => _percolator.Count;

    /// <summary>Reads the lines of a file. Blank ones count as lines, and are no queries.</summary>
    public static QueryLines Read(IEnumerable<string> lines, TimeProvider time)
    {
        var read = new QueryLines(time);
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                read.Add(number, line[(line.LastIndexOf('\t') + 1)..]);
        }
        return read;
    }

    /// <summary>The numbers of the lines whose queries match an article, ascending.</summary>
    public IReadOnlyList<int> Match(ArticleDraft article)
    {
        _matcher ??= _percolator.Snapshot().CreateMatcher();
        var found = new List<int>();
        foreach (var id in _matcher.Match(ArticleSchema.ToDocument(ArticleTexts.Of(article, _time.GetUtcNow()))))
            found.Add((int)id);
        found.Sort();
        return found;
    }

    private void Add(int number, string query)
    {
        if (Register(number, query) is { } reason)
            _remarks.Add(new QueryLine(number, reason, IsMatched: false));
        else if (SavedQueries.Refusal(query) is { } refusal)
            _remarks.Add(new QueryLine(number, refusal, IsMatched: true));
    }

    /// <summary>Null when all went well, else why the query can't be matched.</summary>
    private string? Register(int number, string text)
    {
        if (SavedQueries.Compile(text, AlertFilters.None, "UTC", out var reason) is not { } query)
            return reason;
        try
        {
            _percolator.Register(number, query);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
