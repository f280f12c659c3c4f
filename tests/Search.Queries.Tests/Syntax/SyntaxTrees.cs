using Search.Queries.Syntax;

namespace Search.Queries.Tests.Syntax;

/// <summary>Makes random syntax trees, the same for the same seed.</summary>
internal sealed class SyntaxTrees(int seed)
{
    private static readonly string[] Words =
        ["Hama", "hamas", "IS", "AND", "or", "NOT", "TO", "a:b", "C++", "-x", "+", "\\", "a b", "“q”", "حماة", "،", "؟", "12:30", "1,5", "x,y", "ｆ", "\u00A0", "\u200F", "*", "?", "w*d", "/", "km/h", "!", "a!", "~", "^2", "(", "[z]", "{", "&&", "|", "u0041", "é", "\"", "name", "http://x"];

    private static readonly string[] Fields = ["title", "body", "author", "source", "lang", "url", "tag", "id"];

    private readonly Random _random = new(seed);

    public SyntaxNode Next() => Node(4, field: false);

    private SyntaxNode Node(int depth, bool field) => _random.Next(depth > 0 ? 12 : 6) switch
    {
        0 or 1 => new TermNode(Text()),
        2 => new PhraseNode(Text() + "x", _random.Next(3)),
        3 => Pattern(),
        4 => field ? new PrefixNode("") : new MatchAllNode(),
        5 => new FieldNode("published", Range()),
        6 or 7 => new AndNode(List(depth, field)),
        8 or 9 => new OrNode(List(depth, field)),
        10 => _random.Next(2) == 0 ? new NotNode(Node(depth - 1, field)) : new BoostNode(Node(depth - 1, field), _random.Next(1, 20) / 4f),
        _ => new FieldNode(Fields[_random.Next(Fields.Length)], Node(depth - 1, field: true)),
    };

    private SyntaxNode Pattern() => _random.Next(5) switch
    {
        0 => new WildcardNode(Wildcard()),
        1 => new FuzzyNode(Text(), _random.Next(3)),
        2 => new RegexpNode(_random.Next(2) == 0 ? "ham[ao].*" : "~(\\/@)|حم."),
        3 => new FieldNode("author", new RangeNode(new RangeBound("alpha", _random.Next(2) == 0), new RangeBound("بيتا", _random.Next(2) == 0))),
        _ => new PrefixNode(Text()),
    };

    private string Wildcard()
    {
        var text = Text().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
        return _random.Next(2) == 0 ? "*" + text + "?x" : text + "?*y";
    }

    private RangeNode Range() => new(Bound("2015-03-01"), Bound("now+7d"));

    private RangeBound Bound(string text) => new(_random.Next(3) == 0 ? null : text, _random.Next(2) == 0);

    private NodeList List(int depth, bool field) => new(Enumerable.Range(0, _random.Next(2, 5)).Select(_ => Node(depth - 1, field)));

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Words[_random.Next(Words.Length)]));
}
