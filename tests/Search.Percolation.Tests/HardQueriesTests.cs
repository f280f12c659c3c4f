using Search.Analysis.Standard;
using Search.Lucene.Documents;
using Search.Lucene.Searching;
using Search.Percolation.Tests.Properties;
using Search.Queries.Articles;
using Search.Queries.Classic;
using Search.Queries.Compiling;
using Search.Queries.Syntax;

namespace Search.Percolation.Tests;

/// <summary>Kinds of queries that a choice of anchors gets wrong first, and the largest that there are: each against running it.</summary>
public sealed class HardQueriesTests
{
    private static readonly string[] Texts =
    [
        "", "rare", "storm", "storm storm", "storm came storm", "a storm came to qalamoun", "rare storm", "the the the the", "قلمون حماة", "حماة", "storms stormy storming",
        "one two three four five six seven eight nine ten", "two one", "one x two x one",
    ];

    private readonly Oracle _oracle = new(new StandardAnalyzer());

    [Fact]
    public void Queries_with_only_negative_branches_match_nothing_or_all_else() => Agree(
        "-storm", "-(storm rare)", "-\"storm came\"", "NOT storm", "*:* -storm", "(-storm) (-rare)", "+(-storm) +rare", "(*:* -storm) OR (*:* -rare)", "+(*:* -storm) +(*:* -rare)", "-(-storm)",
        "rare OR (*:* -storm)", "+rare -(storm OR came)", "(rare -storm) -came", "*:* -*:*");

    [Fact]
    public void A_rare_word_or_a_pattern_is_selected_by_both() => Agree(
        "rare OR sto*", "rare OR *orm", "rare OR *tor*", "rare OR st?rm", "rare OR storn~1", "rare OR /st.rm/", "rare OR *", "rare OR [s TO t]", "+(rare sto*) +came", "rare *orm -came",
        "nosuch OR قل*", "nosuch OR *ماة", "??????", "*", "/.*/", "/@/", "/~(storm)/", "/(st|r).*/", "storm~0", "x~2", "to~2", "body:*", "title:*");

    [Fact]
    public void Phrases_count_a_repeated_word_as_often_as_they_name_it() => Agree(
        "\"storm storm\"", "\"storm storm storm\"", "\"storm storm\"~1", "\"storm came storm\"", "\"storm storm came\"~3", "\"the the\"", "\"the the the the\"", "\"the the the the the\"",
        "\"the the the the the\"~9", "\"one two\"", "\"two one\"", "\"two one\"~1", "\"two one\"~2", "\"one two one\"~4", "\"one one two\"~9", "\"two two\"~9", "\"قلمون حماة\"", "\"حماة قلمون\"~2",
        "+\"storm storm\" +\"storm came\"", "\"storm storm\" -\"storm came\"");

    [Fact]
    public void Texts_of_which_analysis_leaves_nothing_match_nothing() => Agree("\"!!!\"", "\"...\"", "+\"-\" +storm", "storm AND \"…\"", "(\"…\")", "-\"…\"", "storm -\"…\"");

    [Fact]
    public void Repeated_clauses_count_as_often_as_they_stand_there() => Agree(
        [
            .. from times in Enumerable.Range(1, 3)
               from least in Enumerable.Range(0, 5)
               select Least(least, [.. Enumerable.Repeat(Term("storm"), times), Term("rare"), Term("came")]),
            .. from occur in Enum.GetValues<Occur>()
               from other in Enum.GetValues<Occur>()
               select BooleanQuery.Of([new BooleanClause(Term("storm"), occur), new BooleanClause(Term("storm"), other), new BooleanClause(Term("rare"), Occur.Should)]),
        ]);

    [Fact]
    public void A_least_number_of_optional_clauses_holds_beside_required_and_prohibited_ones() => Agree(
        [
            .. from least in Enumerable.Range(0, 5)
               from occur in Enum.GetValues<Occur>()
               select BooleanQuery.Of(
                   [new BooleanClause(Term("storm"), occur), .. "rare came qalamoun storm".Split(' ').Select(word => new BooleanClause(Term(word), Occur.Should))], least),
            Least(2, [Least(1, [Term("rare"), Term("storm")]), Least(2, [Term("came"), Term("storm")]), new MatchAllQuery()]),
            Least(3, [new MatchAllQuery(), new MatchNoneQuery(), Term("storm"), new PrefixQuery("body", "r")]),
            Least(1, []),
        ]);

    [Fact]
    public void Five_hundred_of_a_thousand_words_are_needed_and_no_fewer()
    {
        Query[] words = [.. Enumerable.Range(0, 1_000).Select(i => Term($"w{i}"))];
        Query[] queries = [Least(500, words), Least(501, words), Least(499, words), Least(1_000, words), BooleanQuery.Any(words), BooleanQuery.All(words), BooleanQuery.All(words.Take(500))];
        Agree(queries, [Body(Words(0, 500)), Body(Words(0, 499)), Body(Words(500, 500)), Body(Words(0, 1_000)), Body(Words(1, 501)), Body("w0"), Body("")]);
    }

    [Fact]
    public void Two_thousand_clauses_in_twenty_thousand_characters_match_as_any_other_query()
    {
        var any = string.Join(" OR ", Enumerable.Range(0, 2_000).Select(i => $"w{i}"));
        var all = string.Join(' ', Enumerable.Range(0, 2_000).Select(i => $"w{i}"));
        var mixed = string.Join(" OR ", Enumerable.Range(0, 600).Select(i => $"(w{i} w{i + 1} NOT v{i})"));
        var patterns = string.Join(" OR ", Enumerable.Range(0, 300).Select(i => $"*{i}x*"));
        Assert.All([any, all, mixed, patterns], text => Assert.InRange(text.Length, 2_000, 20_000));
        var oracle = new Oracle(ArticleSchema.Analyzer);
        oracle.AssertAgrees(
            [.. new[] { any, all, mixed, patterns }.Select(Compiled)],
            [Article("w1999"), Article("w0 w1 v1"), Article("w0 w1 v0"), Article("q17x"), Article(Words(0, 2_000)), Article(Words(1, 1_999)), Article("nothing")], "long");
        Assert.True(oracle.Matches > 6);
    }

    [Fact]
    public void Long_lists_of_terms_match_by_each_of_them()
    {
        var many = Enumerable.Range(0, 20_000).Select(i => new TermBytes($"w{i}")).ToArray();
        Agree(
            [new TermInSetQuery("body", many), BooleanQuery.Any(many.Take(5_000).Select(term => new TermQuery("body", term))), new MultiPhraseQuery("body", [many, many]), new DisjunctionMaxQuery(many.Select(term => new TermQuery("body", term)))],
            [Body("w19999"), Body("w0 w1"), Body("w5000"), Body("v1")]);
    }

    [Fact]
    public void Deep_nesting_matches_as_its_inside_does()
    {
        Query all = Term("storm"), any = Term("storm"), mixed = Term("storm"), negated = Term("storm");
        for (var depth = 0; depth < 150; depth++)
        {
            all = BooleanQuery.All(all, Term("came"));
            any = BooleanQuery.Any(any, Term($"w{depth}"));
            mixed = depth % 2 == 0 ? BooleanQuery.Any(mixed, Term("rare")) : BooleanQuery.All(new ConstantScoreQuery(new BoostQuery(mixed, 2)), new DisjunctionMaxQuery([Term("a"), Term("rare")]));
            negated = BooleanQuery.Of([new BooleanClause(new MatchAllQuery(), Occur.Must), new BooleanClause(negated, Occur.MustNot)]);
        }
        Agree([all, any, mixed, negated]);
    }

    [Fact]
    public void Filters_and_numbers_alone_are_enough_to_select()
    {
        Query[] queries =
        [
            new LongRangeQuery("n", 3, 5), new DocValuesRangeQuery("n", 3, 5), new LongRangeQuery("n", 5, 3), new LongRangeQuery("n", long.MinValue, long.MaxValue), new TermQuery("label", "whole value"), new TermQuery("label", "whole"),
            BooleanQuery.Of([new BooleanClause(new LongRangeQuery("n", 3, 5), Occur.Filter), new BooleanClause(Term("storm"), Occur.Should)]), new DocValuesRangeQuery("label", 0, 9), new LongRangeQuery("body", 0, 9),
            BooleanQuery.Of([new BooleanClause(new MatchAllQuery(), Occur.Must), new BooleanClause(new LongRangeQuery("n", 3, 5), Occur.MustNot)]), new PrefixQuery("label", ""), new TermRangeQuery("label", lower: null, upper: null),
        ];
        Agree(queries,
        [
            new Document().Add(Field.LongPoint("n", 4)).Add(Field.NumericDocValues("n", 6)), new Document().Add(Field.LongPoint("n", 6)).Add(Field.NumericDocValues("n", 4)),
            new Document().Add(Field.LongPoint("n", 1)).Add(Field.LongPoint("n", 9)), new Document().Add(Field.LongPoint("n", 1)).Add(Field.LongPoint("n", 5)),
            new Document().Add(Field.String("label", "whole value", stored: false)), Body("storm").Add(Field.LongPoint("n", 3)), new Document(),
        ]);
    }

    private static Query Compiled(string text) => QueryCompiler.Compile(QueryParser.Parse(text).Root!, new QueryContext(RandomNews.Now, TimeZoneInfo.Utc) { NowIsArrival = true }).Query;

    private static string Words(int first, int count) => string.Join(' ', Enumerable.Range(first, count).Select(i => $"w{i}"));

    private static TermQuery Term(string word) => new("body", word);

    private static BooleanQuery Least(int least, IEnumerable<Query> queries) => BooleanQuery.Of(queries.Select(query => new BooleanClause(query, Occur.Should)), least);

    private static Document Body(string text) => new Document().Add(Field.Text("body", text, stored: false));

    private static Document Article(string body) => ArticleSchema.ToDocument(new ArticleText { Id = "1", Seq = 1, Body = body, Seen = RandomNews.Now });

    private void Agree(params string[] queries)
    {
        var parser = new ClassicQueryParser("body", new StandardAnalyzer());
        Agree([.. queries.Select(parser.Parse)]);
    }

    private void Agree(Query[] queries) => Agree(queries, [.. Texts.Select(Body), new Document()]);

    private void Agree(Query[] queries, Document[] documents)
    {
        _oracle.AssertAgrees(queries, documents, "together");
        foreach (var query in queries)
            _oracle.AssertAgrees([query], documents, "alone");
    }
}
