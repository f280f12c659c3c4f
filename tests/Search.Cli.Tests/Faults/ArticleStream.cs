namespace Search.Cli.Tests.Faults;

/// <summary>
/// Writes files of articles one after the other: new ones, revisions of earlier ones, repeats, the same text under another address, dates
/// of years ago, of the future and none. Knows which matches they must give. A file may be read any number of times before the next.
/// </summary>
internal sealed class ArticleStream(string folder, Random random, IReadOnlyList<WatchedAlert> alerts)
{
    private const int MostArticles = 24;
    private const int FillerWords = 50;

    private static readonly string[] Markers = ["storm", "harbour", "flood", "quake", "grain ship", "border", "drought"];
    private static readonly string[] Filler = ["council", "election", "wheat", "school", "hospital", "bridge", "river", "market", "station", "museum"];
    private static readonly string?[] Dates = ["2015-03-17", "2015-03-17T08:00:00Z", "2009-01-02", "2011-11-11T11:11:00+03:00", "2090-01-01", null];

    private readonly List<StreamArticle> _standing = [];
    private readonly List<ExpectedMatch> _expected = [];
    private int _files;

    /// <summary>Every match of all files so far.</summary>
    public IReadOnlyList<ExpectedMatch> Expected => _expected;

    /// <summary>Articles so far, without revisions.</summary>
    public int Articles => _standing.Count;

    /// <summary>Writes a file of one article, the text of an earlier one that an alert finds, if there is one: its story was told, so it makes no mail and waits to be counted.</summary>
    public string NextTwin() => Write([Add(_standing.FindLast(article => alerts.Any(alert => alert.Finds(article.Words.Where(word => word != "urgent").ToHashSet())))).Json]);

    /// <summary>Writes a file of one article that every alert finds: whatever waits to be counted is counted in its mails.</summary>
    public string NextForAll() => Write([Add(Text([.. Markers.Where(word => word != "drought")]), urgent: true).Json]);

    /// <summary>Writes the next file; returns its path.</summary>
    public string Next()
    {
        // What stood before this file is revised or repeated by it, each at most once: so the order within a file says nothing.
        var earlier = Enumerable.Range(0, _standing.Count).ToArray();
        random.Shuffle(earlier);
        var lines = new List<string>();
        foreach (var number in earlier.Take(random.Next(4)))
            lines.Add(random.Next(3) == 0 ? _standing[number].Json : Revise(number).Json);
        for (var left = random.Next(4, MostArticles); left > 0; left--)
            lines.Add(Add(random.Next(12) == 0 && earlier.Length > 0 ? _standing[earlier[^1]] : null).Json);
        return Write(lines);
    }

    private string Write(IEnumerable<string> lines)
    {
        var path = Path.Combine(folder, $"part{_files++:0000}.jsonl");
        File.WriteAllLines(path, lines);
        return path;
    }

    private StreamArticle Add(StreamArticle? twin)
    {
        var urgent = random.Next(6) == 0;
        return Add(twin is null ? Body() : (twin.Body, twin.Words.Where(word => word != "urgent").ToHashSet()), urgent);
    }

    private StreamArticle Add((string Body, HashSet<string> Words) text, bool urgent)
    {
        var number = _standing.Count;
        var (body, words) = text;
        if (urgent)
            words.Add("urgent");
        var title = $"Report {number:00000}{(urgent ? " urgent" : "")}";
        var article = new StreamArticle($"https://example.org/{number}", title, body, Dates[random.Next(Dates.Length)], 1, words);
        _standing.Add(article);
        Expect(article);
        return article;
    }

    private StreamArticle Revise(int number)
    {
        var (body, words) = Body();
        if (_standing[number].Words.Contains("urgent"))
            words.Add("urgent");
        var article = _standing[number] with { Body = body, Words = words, Revision = _standing[number].Revision + 1 };
        _standing[number] = article;
        Expect(article);
        return article;
    }

    private (string Body, HashSet<string> Words) Body() => Text(Markers.Where(_ => random.Next(4) == 0).ToHashSet());

    private (string Body, HashSet<string> Words) Text(HashSet<string> words)
    {
        var all = Enumerable.Range(0, FillerWords).Select(_ => Filler[random.Next(Filler.Length)]).Concat(words).ToArray();
        random.Shuffle(all);
        return (string.Join(' ', all) + ".", words);
    }

    private void Expect(StreamArticle article) =>
        _expected.AddRange(alerts.Where(alert => alert.Finds(article.Words)).Select(alert => new ExpectedMatch(alert.Name, article.Title, article.Revision)));
}
