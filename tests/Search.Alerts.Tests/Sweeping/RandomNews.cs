using System.Globalization;

namespace Search.Alerts.Tests.Sweeping;

/// <summary>Random texts over few words, and random queries of every kind over the same, so that about every tenth query matches a text. The same for the same seed.</summary>
internal sealed class RandomNews(int seed)
{
    private static readonly string[] Words =
    [
        "Qalamoun", "Arsal", "Hama", "Hamas", "IS", "is", "incursion", "incursions", "attacked", "attacks", "Lebanon", "border", "fighters", "rain", "weather", "truce",
        "القلمون", "معارك", "المقاتلون", "عرسال", "Été", "ete", "don't", "2015", "R2D2", "北京",
    ];

    private readonly Random _random = new(seed);

    public string Text(int most) => string.Join(' ', Enumerable.Range(0, _random.Next(1, most)).Select(_ => Word() + (_random.Next(8) == 0 ? "." : "")));

    public string Word() => Words[_random.Next(Words.Length)];

    public bool Chance(int percent) => _random.Next(100) < percent;

    public int Next(int end) => _random.Next(end);

    /// <summary>A query that may be an alert: it asks for something.</summary>
    public string Query(int depth = 2) => depth == 0 || Chance(30) ? Leaf() : _random.Next(6) switch
    {
        0 => $"({Query(depth - 1)}) AND ({Query(depth - 1)})",
        1 => $"({Query(depth - 1)}) OR ({Query(depth - 1)})",
        2 => $"({Query(depth - 1)}) NOT ({Leaf()})",
        3 => $"{Leaf()} NOT ({Leaf()} NOT {Leaf()})",
        4 => $"({Query(depth - 1)}) {Fact()}",
        _ => $"{Leaf()} {Leaf()}",
    };

    private string Leaf() => _random.Next(9) switch
    {
        0 => $"\"{Word()} {Word()}\"",
        1 => string.Create(CultureInfo.InvariantCulture, $"\"{Word()} {Word()} {Word()}\"~{_random.Next(6)}"),
        2 => $"title:{Word()}",
        3 => $"{Stem()}*",
        4 => $"*{Stem()}",
        5 => $"{Stem()}?*",
        6 => "Qalamuon~1",
        7 => "/(inc|att).+s/",
        _ => Word(),
    };

    private string Fact() => _random.Next(5) switch
    {
        0 => "lang:en",
        1 => "source:\"Syria Direct\"",
        2 => "published:[now-7d TO now]",
        3 => "-source:elsewhere",
        _ => "published:[2015-03-01 TO 2015-03-31]",
    };

    /// <summary>Three letters or more of a word: fewer fit nearly everything.</summary>
    private static string Stem(string word) => word.Length > 4 ? word[..4] : "Qala";

    private string Stem() => Stem(Word().Replace("'", "", StringComparison.Ordinal));
}
