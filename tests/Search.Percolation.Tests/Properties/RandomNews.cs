using Search.Queries.Articles;
using Search.Queries.Compiling;

namespace Search.Percolation.Tests.Properties;

/// <summary>Articles and query texts out of the same few words in three languages, from one seed: names, function words in capitals, joined and accented words.</summary>
internal sealed class RandomNews(int seed)
{
    public static readonly DateTimeOffset Now = new(2015, 3, 17, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] English =
    [
        "Hamas", "Hama", "hama", "fighters", "fighter", "fighting", "IS", "is", "US", "us", "WHO", "who", "storm", "storms", "Qalamoun", "incursion", "incursions",
        "don't", "Jean-Pierre", "Syria's", "Syria", "U.S.", "café", "the", "and", "of", "3,000", "2015", "#news", "@who", "state", "State", "States",
    ];

    private static readonly string[] Arabic =
        ["حماة", "حماه", "وحماة", "الحرب", "حروب", "سُوريا", "سوريا", "القلمون", "قلمون", "المقاتلين", "مقاتل", "في", "و", "١٧", "داعش", "كـتاب", "كتاب"];

    private static readonly string[] French = ["l'armée", "armée", "armees", "d'État", "États", "état", "combats", "combattants", "guerre", "L'ONU", "aujourd'hui", "la", "de"];

    private static readonly string[] Languages = ["en", "ar", "fr", "", "en-GB", "tr"];

    private static readonly string[] Sources = ["Syria Direct", "The Times", "سانا", "L'Orient"];

    private static readonly string[] Tags = ["Syria", "Civil War", "حرب", "news"];

    private static readonly string[] Dates = ["2015-03-17", "2015-03", "now", "now-7d", "now-12h", "now-1M", "now+1d", "*", "2015-03-16T12:00"];

    private readonly Random _random = new(seed);

    /// <summary>An article, seen at <see cref="Now"/> or shortly before.</summary>
    public ArticleText Article(int number)
    {
        var words = Vocabulary();
        var seen = Now.AddMinutes(-_random.Next(100));
        return new ArticleText
        {
            Id = $"a{number}",
            Seq = number,
            Url = $"https://www.example.org/{number}",
            Title = Headline(words),
            Body = string.Join(' ', Enumerable.Range(0, _random.Next(6)).Select(_ => Sentence(words))),
            Author = Pick(["", "Jean-Pierre Hama", "سارة", "A. State, B. Storm"]),
            Source = Pick([.. Sources, ""]),
            Language = Pick(Languages),
            Published = _random.Next(5) == 0 ? null : seen.AddHours(_random.Next(-500, 10)),
            Seen = seen,
            Tags = [.. Tags.Where(_ => _random.Next(3) == 0)],
        };
    }

    /// <summary>A context of saved queries: some with filters, some of another zone or language.</summary>
    public QueryContext Context() => new(Now, Pick([TimeZoneInfo.Utc, TimeZoneInfo.FindSystemTimeZoneById("Asia/Beirut")]))
    {
        NowIsArrival = true,
        Language = Pick(["", "", "en", "ar", "fr"]),
        Filters = _random.Next(3) > 0 ? QueryFilters.None : new QueryFilters
        {
            Sources = [.. Sources.Where(_ => _random.Next(3) == 0)],
            Languages = [.. Languages.Where(language => language.Length > 0 && _random.Next(4) == 0)],
            From = _random.Next(3) == 0 ? new DateOnly(2015, 3, _random.Next(1, 18)) : null,
            To = _random.Next(3) == 0 ? new DateOnly(2015, 3, _random.Next(10, 18)) : null,
            AfterSeq = _random.Next(4) == 0 ? _random.Next(4) : null,
        },
    };

    /// <summary>A query of the product's language, now and then with a mistake in it.</summary>
    public string Query() => Text(depth: 3, classic: false);

    /// <summary>A query of Lucene's classic syntax over title and body.</summary>
    public string ClassicQuery() => Text(depth: 3, classic: true);

    private string Text(int depth, bool classic) => _random.Next(depth > 0 ? 12 : 6) switch
    {
        0 or 1 or 2 => Word(),
        3 => Phrase(),
        4 => Pattern(),
        5 => classic ? $"title:{Word()}" : Fielded(),
        6 => $"{Text(depth - 1, classic)} AND {Text(depth - 1, classic)}",
        7 => $"{Text(depth - 1, classic)} OR {Text(depth - 1, classic)}",
        8 => $"({Text(depth - 1, classic)}) {Pick(["AND NOT", "-", "NOT", "+", "&& !", "OR NOT"])} ({Text(depth - 1, classic)})".Replace("- (", "-(", StringComparison.Ordinal).Replace("+ (", "+(", StringComparison.Ordinal),
        9 => $"{Text(depth - 1, classic)} {Text(depth - 1, classic)} {Text(depth - 1, classic)}",
        10 => $"({Text(depth - 1, classic)})^{Pick(["0", "2", "0.5"])}",
        _ => $"{Pick(["title", "body"])}:({Text(depth - 1, classic: true)})",
    };

    private string Phrase()
    {
        var words = Vocabulary();
        var slop = _random.Next(3) == 0 ? $"~{_random.Next(5)}" : "";
        return $"\"{string.Join(' ', Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Pick(words)))}\"{slop}";
    }

    private string Pattern()
    {
        var word = Word().Trim('#', '@').Replace("'", "", StringComparison.Ordinal);
        var half = word[..Math.Max(1, word.Length / 2)];
        return _random.Next(8) switch
        {
            0 => half + "*",
            1 => "*" + word[(word.Length / 2)..],
            2 => "*" + half + "*",
            3 => word[..^1] + "?",
            4 => word + "~1",
            5 => half + "x~2",
            6 => $"/{half.ToLowerInvariant().Replace(".", "\\.", StringComparison.Ordinal)}.*/",
            _ => $"[{half} TO {Word()}]",
        };
    }

    private string Fielded() => _random.Next(9) switch
    {
        0 => $"published:[{Pick(Dates)} TO {Pick(Dates)}]",
        1 => $"seen:{{{Pick(Dates)} TO {Pick(Dates)}]",
        2 => $"lang:{Pick(["en", "ar", "fr", "e*"])}",
        3 => $"source:\"{Pick(Sources)}\"",
        4 => $"tag:\"{Pick(Tags)}\"",
        5 => $"author:{Pick(["Jean-Pierre", "hama", "st*", "سارة"])}",
        6 => Pick(["*:*", "published:*", "title:*", "url:*example*", "id:a1"]),
        _ => $"{Pick(["title", "body", "source"])}:{Word()}",
    };

    private string Headline(string[] words)
    {
        var text = string.Join(' ', Enumerable.Range(0, _random.Next(7)).Select(_ => Pick(words)));
        return _random.Next(4) switch { 0 => text.ToUpperInvariant(), 1 => System.Globalization.CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text), _ => text };
    }

    private string Sentence(string[] words)
    {
        var text = string.Join(Pick([" ", " ", ", "]), Enumerable.Range(0, _random.Next(1, 12)).Select(_ => Pick(words)));
        return char.ToUpperInvariant(text[0]) + text[1..] + Pick([".", "?", "؟", "!\n"]);
    }

    private string Word() => Pick(Vocabulary());

    private string[] Vocabulary() => _random.Next(4) switch { 0 => Arabic, 1 => French, _ => English };

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
