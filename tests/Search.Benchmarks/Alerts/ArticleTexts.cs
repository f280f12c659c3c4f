using System.Globalization;
using System.Text;
using Search.Data.Articles;

namespace Search.Benchmarks.Alerts;

/// <summary>
/// Made-up reports of two to six kilobytes, the same for the same seed: common words between names of places, groups and events, of which each
/// report has a few. <see cref="Holding"/> says which reports have a term, so that queries have matches that are true.
/// </summary>
internal sealed class ArticleTexts
{
    private const int Outlets = 60;
    private const int TermsPerArticle = 40;

    private static readonly string[] Common =
        ("the of and to in a that was on for said by with from at after were as has had have it his they their been two three people local " +
        "officials residents sources reported according city town village road border area near north south east west morning night week month " +
        "government army forces soldiers police council ministry spokesman statement civilians families children women wounded killed injured " +
        "arrived left closed opened several many some dozens hundreds thousands aid water food fuel power hospital school market bridge checkpoint " +
        "talks agreement truce exchange release detained missing damage building houses attack shelling strike fighting clashes advance withdrawal").Split(' ');

    private static readonly string[] First =
        ["Qala", "Zaba", "Dara", "Suwa", "Hasa", "Raqa", "Idli", "Arsa", "Jara", "Kafr", "Maar", "Taft", "Sara", "Bina", "Nayr", "Homi", "Tadm", "Abuk", "Manb", "Azaz"];

    private static readonly string[] Last = ["moun", "dani", "yida", "keh", "nab", "bulus", "qeb", "tha", "riya", "lun", "nash", "dour", "bise", "jan", "far"];

    private readonly List<ArticleDraft> _drafts = [];
    private readonly List<List<int>> _holding = [];

    private ArticleTexts(int count)
    {
        Terms = [.. First.SelectMany(_ => Last, (first, last) => first + last)];
        _holding.AddRange(Terms.Select(_ => new List<int>()));
        var random = new Random(count);
        for (var at = 0; at < count; at++)
            _drafts.Add(Draft(at, random));
    }

    /// <summary>The words that queries ask for: 300 names.</summary>
    public IReadOnlyList<string> Terms { get; }

    public IReadOnlyList<ArticleDraft> Drafts => _drafts;

    public static ArticleTexts Make(int count) => new(count);

    /// <summary>Numbers of the reports that have a term, ascending.</summary>
    public IReadOnlyList<int> Holding(int term) => _holding[term];

    private ArticleDraft Draft(int at, Random random)
    {
        var terms = new HashSet<int>();
        while (terms.Count < TermsPerArticle)
            terms.Add(random.Next(Terms.Count));
        var names = terms.Order().ToList();
        foreach (var term in names)
            _holding[term].Add(at);
        return new ArticleDraft
        {
            Url = string.Create(CultureInfo.InvariantCulture, $"https://outlet{at % Outlets}.example/2015/03/{at}-report"),
            Title = $"{Terms[names[random.Next(names.Count)]]}: {Words(random, 6)} {at.ToString(CultureInfo.InvariantCulture)}",
            Author = $"Reporter {Common[random.Next(Common.Length)]}",
            Source = string.Create(CultureInfo.InvariantCulture, $"Outlet {at % Outlets}"),
            Language = "en",
            Published = new DateTimeOffset(2015, 3, 17, 0, 0, 0, TimeSpan.Zero).AddMinutes(at),
            Body = Body(names, random),
        };
    }

    private string Body(List<int> names, Random random)
    {
        var body = new StringBuilder();
        var sentences = random.Next(35, 90);
        for (var sentence = 0; sentence < sentences; sentence++)
        {
            var name = sentence < names.Count ? names[sentence] : names[random.Next(names.Count)];
            body.Append(char.ToUpperInvariant(Common[sentence % Common.Length][0])).Append(Common[sentence % Common.Length].AsSpan(1));
            body.Append(' ').Append(Words(random, random.Next(2, 6))).Append(' ').Append(Terms[name]).Append(' ').Append(Words(random, random.Next(2, 6)));
            body.Append(sentence % 8 == 7 ? ".\n\n" : ". ");
        }
        return body.ToString();
    }

    private static string Words(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Common[random.Next(Common.Length)]));
}
