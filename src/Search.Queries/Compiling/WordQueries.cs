using Search.Lucene.Searching;
using Search.Queries.Articles;
using Search.Queries.Syntax;

namespace Search.Queries.Compiling;

/// <summary>Queries on words: of headline and story together, of one of them, of author and source.</summary>
internal static class WordQueries
{
    /// <summary>What a place other than the best adds to a word's score.</summary>
    private const float TieBreaker = 0.3f;

    /// <summary>A headline's words count twice a story's.</summary>
    private const float TitleBoost = 2f;

    /// <summary>A stem counts a little less than its form.</summary>
    private const float StemBoost = 0.8f;

    private static readonly string[] Everywhere = [FieldNames.Title, FieldNames.Body];

    public static Query? Compile(SyntaxNode node, string? field, ArticleWords words, string language)
    {
        var fields = field is null ? Everywhere : [field];
        return node switch
        {
            TermNode term => Words(fields, words.Read(term.Text, language), slop: 0),
            PhraseNode phrase => Phrase(fields, words.Read(phrase.Text, language), phrase.Slop),
            PrefixNode prefix => Prefix(fields, prefix.Prefix, words),
            WildcardNode wildcard => EachOf(fields, new WildcardQuery(fields[0], PatternText.FoldWildcard(wildcard.Pattern, words.Fold)).InField),
            RegexpNode regexp => EachOf(fields, new RegexpQuery(fields[0], PatternText.FoldRegexp(regexp.Pattern, words.Fold)).InField),
            FuzzyNode fuzzy => Fuzzy(fields, words.Read(fuzzy.Text, language: ""), fuzzy.Edits),
            RangeNode range => EachOf(fields, field => TermRange(field, range, words.Fold)),
            _ => new MatchNoneQuery(),
        };
    }

    /// <summary>Terms from one text to another, both folded.</summary>
    public static TermRangeQuery TermRange(string field, RangeNode range, Func<string, string> fold)
    {
        TermBytes? Bound(RangeBound bound) => bound.Text is { } text ? new TermBytes(fold(text.Trim())) : (TermBytes?)null;
        return new TermRangeQuery(field, Bound(range.Lower), Bound(range.Upper), range.Lower.Inclusive, range.Upper.Inclusive);
    }

    /// <summary>One word by form and stem; several, as of Jean-Pierre, in a row as written.</summary>
    private static Query? Words(string[] fields, IReadOnlyList<QueryWord> words, int slop) => words.Count switch
    {
        0 => null,
        1 => Best(fields.SelectMany(field => Word(field, words[0]))),
        _ => Phrase(fields, words, slop),
    };

    private static Query? Phrase(string[] fields, IReadOnlyList<QueryWord> words, int slop) => words.Count switch
    {
        0 => null,
        1 => Best(fields.Select(field => Boosted(new TermQuery(field, words[0].Term), field, 1f))),
        _ => Best(fields.Select(field => Boosted(InARow(field, words, slop), field, 1f))),
    };

    private static PhraseQuery InARow(string field, IReadOnlyList<QueryWord> words, int slop)
    {
        var (terms, positions) = (new TermBytes[words.Count], new int[words.Count]);
        for (var i = 0; i < terms.Length; i++)
            (terms[i], positions[i]) = (words[i].Term, words[i].Position);
        return new PhraseQuery(field, terms, positions, slop);
    }

    private static IEnumerable<Query> Word(string field, QueryWord word)
    {
        yield return Boosted(new TermQuery(field, word.Term), field, 1f);
        if (ArticleSchema.StemField(field) is not { } stemField)
            yield break;
        for (var i = 0; i < word.Stems.Count; i++)
            yield return Boosted(new TermQuery(stemField, word.Stems[i]), field, StemBoost);
    }

    private static Query? Prefix(string[] fields, string prefix, ArticleWords words)
    {
        if (prefix.Length == 0)
            return Best(fields.Select(field => new PrefixQuery(field, "")));
        var forms = words.Read(prefix, language: "");
        if (forms.Count == 0)
            return null;
        return forms.Count == 1
            ? Best(fields.Select(field => Boosted(new PrefixQuery(field, forms[0].Form), field, 1f)))
            : new MatchNoneQuery();
    }

    /// <summary>Every word that few edits part from this one: the nearer, the higher it scores.</summary>
    private static Query? Fuzzy(string[] fields, IReadOnlyList<QueryWord> words, int edits) => words.Count switch
    {
        0 => null,
        1 => EachOf(fields, new FuzzyQuery(fields[0], words[0].Form.ToString(), edits, maxExpansions: FuzzyQuery.Unlimited).InField),
        _ => new MatchNoneQuery(),
    };

    private static Query EachOf(string[] fields, Func<string, Query> inField) =>
        Best(fields.Select(field => Boosted(inField(field), field, 1f)));

    private static Query Boosted(Query query, string field, float boost)
    {
        boost *= field == FieldNames.Title ? TitleBoost : 1f;
        return boost == 1f ? query : new BoostQuery(query, boost);
    }

    private static Query Best(IEnumerable<Query> parts)
    {
        var places = parts.ToArray();
        return places.Length == 1 ? places[0] : new DisjunctionMaxQuery(places, TieBreaker);
    }
}
