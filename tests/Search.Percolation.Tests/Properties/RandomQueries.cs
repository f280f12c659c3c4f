using Search.Lucene.Searching;

namespace Search.Percolation.Tests.Properties;

/// <summary>Trees of every operator over the words and fields of <see cref="RandomDocuments"/>, from the same chance.</summary>
internal sealed class RandomQueries(RandomDocuments source)
{
    private static readonly string[] Worded = ["body", "body", "title"];

    private static readonly string[] Termed = ["body", "body", "body", "title", "title", "tags", "label", "published", "stored", "nosuch"];

    private static readonly string[] Numbered = ["published", "size", "rank", "body", "nosuch"];

    private Random Random => source.Random;

    public Query Next(int depth = 3) => Random.Next(depth > 0 ? 20 : 13) switch
    {
        0 or 1 => Term(),
        2 => Phrase(),
        3 => MultiPhrase(),
        4 => new PrefixQuery(Field(), Random.Next(5) == 0 ? "" : Beginning()),
        5 => new WildcardQuery(Field(), Pattern()),
        6 => Fuzzy(),
        7 => new RegexpQuery(Field(), Regexp()),
        8 => new TermRangeQuery(Field(), Bound(), Bound(), Random.Next(2) == 0, Random.Next(2) == 0),
        9 => new TermInSetQuery(Field(), Words(Random.Next(5)).Select(TermBytes.FromString)),
        10 => LongRange(),
        11 => Random.Next(4) == 0 ? new MatchNoneQuery() : Term(),
        12 => Random.Next(4) == 0 ? new MatchAllQuery() : Term(),
        13 => new DisjunctionMaxQuery(Many(Random.Next(4), depth), Random.Next(3) / 2f),
        14 => new BoostQuery(Next(depth - 1), Random.Next(4) / 2f),
        15 => new ConstantScoreQuery(Next(depth - 1)),
        _ => Boolean(depth),
    };

    private TermQuery Term() => new(Field(), Random.Next(30) == 0 ? "" : source.Word());

    private BooleanQuery Boolean(int depth)
    {
        var clauses = Many(Random.Next(6), depth).ConvertAll(query => new BooleanClause(query, Occurrence()));
        if (clauses.Count > 0 && Random.Next(4) == 0)
            clauses.Add(clauses[0] with { Occur = Occurrence() });
        return BooleanQuery.Of(clauses, Random.Next(3) == 0 ? Random.Next(5) : 0);
    }

    private Occur Occurrence() => (Occur)Random.Next(4);

    private List<Query> Many(int count, int depth) => [.. Enumerable.Range(0, count).Select(_ => Next(depth - 1))];

    private PhraseQuery Phrase()
    {
        var words = Words(Random.Next(8) switch { 0 => 0, 1 => 1, _ => Random.Next(2, 6) });
        return new PhraseQuery(Worded[Random.Next(3)], [.. words.Select(TermBytes.FromString)], Positions(words.Length), Slop());
    }

    private MultiPhraseQuery MultiPhrase()
    {
        var alternatives = Enumerable.Range(0, Random.Next(5)).Select(_ => Words(Random.Next(1, 4)).Select(TermBytes.FromString)).ToArray();
        return new MultiPhraseQuery(Worded[Random.Next(3)], alternatives, Positions(alternatives.Length), Slop());
    }

    private int Slop() => Random.Next(2) == 0 ? 0 : Random.Next(1, Random.Next(8) == 0 ? 60 : 7);

    /// <summary>Mostly one after the other; else with gaps and shared positions, and not from 0.</summary>
    private int[] Positions(int count)
    {
        var plain = Random.Next(3) > 0;
        var at = plain ? 0 : Random.Next(4);
        var positions = new int[count];
        for (var i = 0; i < count; i++)
        {
            positions[i] = at;
            at += plain ? 1 : Random.Next(4);
        }
        return positions;
    }

    private FuzzyQuery Fuzzy() => new(
        Field(), Random.Next(2) == 0 ? source.Word() : Changed(source.Word(), letter => Random.Next(5) switch { 0 => "", 1 => letter + letter, 2 => "b", _ => letter }),
        Random.Next(3), Random.Next(2) == 0 ? 0 : Random.Next(4), Random.Next(3) switch { 0 => 1, 1 => FuzzyQuery.DefaultExpansions, _ => FuzzyQuery.Unlimited }, Random.Next(3) > 0);

    private string Pattern() => Random.Next(6) switch
    {
        0 => new string('*', Random.Next(1, 3)),
        1 => new string('?', Random.Next(1, 4)),
        2 => "*" + Ending(),
        3 => "*" + Beginning() + "*",
        _ => Changed(source.Word(), letter => Random.Next(4) switch { 0 => "?", 1 => "*", _ => letter }),
    };

    private string Regexp() => Random.Next(8) switch
    {
        0 => ".*",
        1 => "@",
        2 => $"~({Escaped(source.Word())})",
        3 => $"({Escaped(source.Word())}|{Escaped(source.Word())})",
        4 => $".+{Escaped(Ending())}",
        _ => Changed(source.Word(), letter => Random.Next(6) switch
        {
            0 => ".",
            1 => $"[{Escaped(letter)}a-b]",
            2 => Escaped(letter) + "*",
            3 => $"({Escaped(letter)}|.{Escaped(letter)})",
            4 => Escaped(letter) + "?",
            _ => Escaped(letter),
        }),
    };

    private Query LongRange()
    {
        var (one, other) = (source.Number(), source.Number());
        var (minimum, maximum) = Random.Next(6) == 0 ? (one, other) : (Math.Min(one, other), Math.Max(one, other));
        var field = Numbered[Random.Next(Numbered.Length)];
        return Random.Next(2) == 0 ? new LongRangeQuery(field, minimum, maximum) : new DocValuesRangeQuery(field, minimum, maximum);
    }

    private string[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => source.Word())];

    private string Field() => Termed[Random.Next(Termed.Length)];

    private TermBytes? Bound() => Random.Next(5) == 0 ? default(TermBytes?) : TermBytes.FromString(Beginning());

    private string Beginning() => string.Concat(Characters(source.Word()).Take(Random.Next(1, 4)));

    private string Ending() => string.Concat(Characters(source.Word()).TakeLast(Random.Next(1, 4)));

    private static string Changed(string word, Func<string, string> change) => string.Concat(Characters(word).Select(change));

    private static string Escaped(string literal) => literal.Replace("-", "\\-", StringComparison.Ordinal);

    private static IEnumerable<string> Characters(string word) => word.EnumerateRunes().Select(rune => rune.ToString());
}
