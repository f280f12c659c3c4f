using System.Diagnostics;
using Search.Lucene.Highlighting;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Compiling;
using Search.Queries.Searching;
using Search.Queries.Syntax;

namespace Search.Queries.Tests.Articles;

/// <summary>Wildcards, inexact words, regular expressions and ranges of words over articles, typed as people type them.</summary>
public sealed class ArticlePatternTests : IDisposable
{
    private readonly ArticleIndex _index = new(
        Article("a", "Qalamoun incursion by fighters", "Hezbollah in Syria", "Nick Adams"),
        Article("b", "Fighters left Hama for Homs", "Straße of Łódź", "Sara Brown"),
        Article("c", "عاد المقاتلون إلى حماة من القلمون", "سوريا", "ليلى خالد"),
        Article("d", "The incursions of 2015 and the mountain road", "Who is who", "Tom Zola"),
        Article("e", "الحكومة السورية في دمشق", "المدرسةُ", ""));

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("qala*oun", "a")]
    [InlineData("QALA*OUN", "a")]
    [InlineData("*moun", "a")]
    [InlineData("*mount*", "d")]
    [InlineData("?ama", "b")]
    [InlineData("H?m?", "b")]
    [InlineData("str*ße", "b")]
    [InlineData("ŁÓ*", "b")]
    [InlineData("?ódź", "b")]
    [InlineData("incursion?", "d")]
    [InlineData("*قلمون", "c")]
    [InlineData("ال*رسة", "e")]
    [InlineData("الم؟رسة", "e")]
    [InlineData("title:*in*", "a")]
    [InlineData("title:h*llah", "a")]
    [InlineData("body:h*llah", "")]
    [InlineData("syr* *moun", "a")]
    [InlineData("author:z?la", "d")]
    [InlineData("fight* NOT *moun", "b")]
    public void Wildcards_stand_for_letters_of_words_as_written(string query, string articles) => Assert.Equal(articles, _index.FindSorted(query));

    [Theory]
    [InlineData("incursoin~1", "a")]
    [InlineData("incursoin~", "ad")]
    [InlineData("Incursion~1", "ad")]
    [InlineData("incursion~0", "a")]
    [InlineData("qalamon~1", "a")]
    [InlineData("حماه~1", "c")]
    [InlineData("القلمو~1", "c")]
    [InlineData("title:siria~1", "a")]
    [InlineData("Lodz~0", "b")]
    [InlineData("siria~1 figters~1", "a")]
    public void Inexact_words_are_found_within_so_many_edits(string query, string articles) => Assert.Equal(articles, _index.FindSorted(query));

    [Theory]
    [InlineData("/qala.*/", "a")]
    [InlineData("/Qala[a-z]+/", "a")]
    [InlineData("/h(am|om)[as]/", "b")]
    [InlineData("/<2010-2020>/", "d")]
    [InlineData("/ق.*|.*قلمون/", "c")]
    [InlineData("/حما[ةه]/", "c")]
    [InlineData("/@moun@&~(mount.*)/", "a")]
    [InlineData("title:/syr.a/", "a")]
    [InlineData("author:/[a-b].*/", "ab")]
    [InlineData("/stra[ß]e/", "b")]
    public void Regular_expressions_describe_whole_words(string query, string articles) => Assert.Equal(articles, _index.FindSorted(query));

    [Theory]
    [InlineData("author:[a TO c]", "ab")]
    [InlineData("author:[A TO C]", "ab")]
    [InlineData("author:[brown TO zola}", "abd")]
    [InlineData("author:{brown TO zola]", "abd")]
    [InlineData("author:[خ TO *]", "c")]
    [InlineData("author:[* TO b]", "a")]
    [InlineData("id:[b TO d}", "bc")]
    [InlineData("body:[qa TO qz]", "a")]
    public void Ranges_go_from_word_to_word(string query, string articles) => Assert.Equal(articles, _index.FindSorted(query));

    [Theory]
    [InlineData("url:*direct*", "a")]
    [InlineData("url:example.org/*/a?", "b")]
    [InlineData("url:/https.*\\/2015\\/.*/", "b")]
    [InlineData("tag:*war*", "a")]
    [InlineData("tag:/the .*/", "b")]
    [InlineData("tag:syrya~1", "b")]
    [InlineData("lang:?r", "b")]
    public void Whole_values_take_patterns_too(string query, string articles)
    {
        using var index = new ArticleIndex(
            Article("a", "x") with { Url = "https://syriadirect.org/news", Tags = ["Civil War"] },
            Article("b", "x") with { Url = "https://example.org/2015/ab", Tags = ["The North", "Syria"], Language = "ar" });
        Assert.Equal(articles, index.FindSorted(query));
    }

    [Fact]
    public void A_nearer_word_comes_first()
    {
        using var index = ArticleIndex.OfBodies("Qalmun", "Qalamun", "Qalamoun");
        Assert.Equal("cba", index.Find("Qalamoun~2"));
    }

    [Theory]
    [InlineData("*moun", "[Qalamoun] incursion by fighters")]
    [InlineData("incursoin~1", "Qalamoun [incursion] by fighters")]
    [InlineData("/f.*s/", "Qalamoun incursion by [fighters]")]
    [InlineData("body:[i TO j]", "Qalamoun [incursion] by fighters")]
    [InlineData("q* ?y", "[Qalamoun] incursion [by] fighters")]
    public void The_words_that_a_pattern_found_are_marked(string query, string marked)
    {
        var highlighter = new Highlighter(QueryCompiler.Compile(QueryParser.Parse(query).Root!, new QueryContext(ArticleIndex.Now, TimeZoneInfo.Utc)).Query);
        var passage = highlighter.Whole("Qalamoun incursion by fighters"u8.ToArray(), ArticleSources.Body("en"));
        Assert.Equal(marked, passage.Ranges.Reverse().Aggregate(passage.Text, (text, range) => text.Insert(range.End.Value, "]").Insert(range.Start.Value, "[")));
    }

    [Fact]
    public void A_search_says_when_a_pattern_stands_for_too_many_words_and_an_alert_has_no_limit()
    {
        using var directory = new MemoryDirectory();
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(ArticleSchema.Analyzer)))
        {
            for (var i = 0; i < 200; i++)
                writer.AddDocument(ArticleSchema.ToDocument(new ArticleText { Id = $"{i}", Seq = i + 1, Seen = ArticleIndex.Now, Body = $"w{(char)('a' + i / 20)}{(char)('a' + i % 20)}" }));
            writer.Commit(ArticleSchema.Stamp());
        }
        using var searcher = new ArticleSearcher(directory, TimeProvider.System) { Expansions = 50 };

        var answer = searcher.Search(new SearchRequest("w*a OR w?b OR /wc./ OR wd*"));

        Assert.InRange(answer.Total, 40, 50);
        Assert.False(answer.Exact);
        Assert.Contains("stand for more words than one search looks at (50)", Assert.Single(answer.Notices), StringComparison.Ordinal);
        var saved = QueryCompiler.Compile(QueryParser.Parse("*w*").Root!, QueryContext.Saved(TimeProvider.System));
        Assert.Equal(200, searcher.Sequences(saved.Query, 0, long.MaxValue - 1).Count);
        Assert.Equal(200, searcher.Sequences(QueryCompiler.Compile(QueryParser.Parse("w~2").Root!, QueryContext.Saved(TimeProvider.System)).Query, 0, long.MaxValue - 1).Count);
    }

    [Theory]
    [InlineData("*a*b*c*")]
    [InlineData("/(a+)+$/")]
    [InlineData("/((a{1,1000}){1,1000})/")]
    [InlineData("/(.*a|.*b|.*c|.*d){1,40}x{30}/")]
    [InlineData("CLAUSES")]
    [InlineData("STARS")]
    [InlineData("DEEP")]
    [InlineData("HEAVY")]
    [InlineData("CLASSES")]
    [InlineData("URL")]
    public void A_hostile_query_ends_soon_with_hits_or_a_message(string query)
    {
        query = query switch
        {
            "CLAUSES" => string.Join(" OR ", Enumerable.Range(0, 1_500).Select(i => $"*{i}*")),
            "STARS" => string.Concat(Enumerable.Repeat("*a", 9_000)),
            "DEEP" => $"/{new string('(', 900)}a{new string(')', 900)}/",
            "HEAVY" => string.Join(' ', Enumerable.Range(0, 10).Select(i => $"/{string.Join('|', Enumerable.Range(0, 480).Select(k => $"{(char)(0x3400 + i * 500 + k)}.x"))}/")),
            "CLASSES" => $"/{string.Concat(Enumerable.Range(0, 240).Select(i => $"[\u0100-{(char)(0x10FE - i)}]"))}/",
            // As many states as fit, until a scheme is put before it.
            "URL" => $"url:{new string('b', 1_790)}*a????????????",
            _ => query,
        };
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var parsed = QueryParser.Parse(query);
        if (parsed.IsValid)
            _index.Find(query);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.Elapsed}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000_000);
    }

    private static ArticleText Article(string id, string body, string title = "", string author = "") =>
        ArticleIndex.Article(id, body, title) with { Author = author };
}
