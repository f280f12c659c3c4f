using System.Text;
using Search.Lucene.Automata;
using Search.Lucene.Searching;
using Search.Queries.Articles;
using Search.Queries.Syntax;

namespace Search.Queries.Compiling;

/// <summary>
/// Queries on fields whose values are whole terms: lang, url, tag, id. Languages and tags are folded as <see cref="ArticleSchema.Key"/>
/// folds them, addresses and ids are not. They score 1.
/// </summary>
internal static class WholeValueQueries
{
    private static readonly string[] Schemes = ["https://", "http://", "https://www.", "http://www."];

    public static Query? Compile(SyntaxNode node, string field) => node switch
    {
        TermNode term => Value(field, term.Text),
        PhraseNode phrase => Value(field, phrase.Text),
        PrefixNode prefix => Beginning(field, prefix.Prefix),
        WildcardNode wildcard => BooleanQuery.Any(Wildcards(wildcard, field)),
        RegexpNode regexp => new RegexpQuery(field, PatternText.FoldRegexp(regexp.Pattern, Folding(field))),
        FuzzyNode fuzzy => new ConstantScoreQuery(new FuzzyQuery(field, Folding(field)(fuzzy.Text), fuzzy.Edits, maxExpansions: FuzzyQuery.Unlimited)),
        RangeNode range => WordQueries.TermRange(field, range, Folding(field)),
        _ => new MatchNoneQuery(),
    };

    /// <summary>Articles in a language, or in a regional form of it: <c>en</c> finds <c>en-gb</c>.</summary>
    public static Query Language(string code)
    {
        var key = ArticleSchema.Key(code);
        return new ConstantScoreQuery(BooleanQuery.Any(new TermQuery(FieldNames.Language, key), new PrefixQuery(FieldNames.Language, key + "-")));
    }

    private static Query? Value(string field, string text) => string.IsNullOrWhiteSpace(text) ? null : field switch
    {
        QueryFields.Language => Language(text),
        QueryFields.Url => Address(text.Trim()),
        QueryFields.Tag => new ConstantScoreQuery(new TermQuery(FieldNames.Tag, ArticleSchema.Key(text))),
        _ => new ConstantScoreQuery(new TermQuery(FieldNames.Id, text)),
    };

    private static Func<string, string> Folding(string field) => field is QueryFields.Language or QueryFields.Tag
        ? text => text.Normalize(NormalizationForm.FormC).ToLowerInvariant()
        : text => text;

    /// <summary>What a wildcard pattern stands for in one of these fields: an address without a scheme is one with any.</summary>
    /// <exception cref="PatternTooComplexException">It needs too many states.</exception>
    public static IReadOnlyList<WildcardQuery> Wildcards(WildcardNode node, string field)
    {
        var pattern = PatternText.FoldWildcard(node.Pattern, Folding(field));
        return field == QueryFields.Url && pattern[0] is not ('*' or '?') && !pattern.StartsWith("http", StringComparison.Ordinal)
            ? [.. Schemes.Select(scheme => new WildcardQuery(FieldNames.Url, scheme + pattern))]
            : [new WildcardQuery(field, pattern)];
    }

    private static Query Beginning(string field, string prefix) => field switch
    {
        QueryFields.Url when prefix.Length > 0 && !prefix.StartsWith("http", StringComparison.Ordinal) =>
            BooleanQuery.Any(Schemes.Select(scheme => new PrefixQuery(FieldNames.Url, scheme + prefix))),
        QueryFields.Language or QueryFields.Tag => new PrefixQuery(field, ArticleSchema.Key(prefix)),
        _ => new PrefixQuery(field, prefix),
    };

    /// <summary>The address as typed; without a scheme, with any.</summary>
    private static ConstantScoreQuery Address(string text)
    {
        var addresses = text.Contains("://", StringComparison.Ordinal) ? [text] : Schemes.Select(scheme => scheme + text).Append(text);
        return new ConstantScoreQuery(BooleanQuery.Any(addresses.Select(address => new TermQuery(FieldNames.Url, address))));
    }
}
