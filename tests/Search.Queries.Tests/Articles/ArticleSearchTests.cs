using Search.Queries.Articles;
using Search.Queries.Compiling;

namespace Search.Queries.Tests.Articles;

public sealed class ArticleSearchTests
{
    [Theory]
    // Names are not stemmed: Porter2 makes Hamas and Hama one word.
    [InlineData("Hama", "a")]
    [InlineData("hama", "a")]
    [InlineData("HAMA", "a")]
    [InlineData("Hamas", "b")]
    [InlineData("hamas", "b")]
    [InlineData("Hama OR Hamas", "ab")]
    // Words are.
    [InlineData("run", "cde")]
    [InlineData("running", "cde")]
    [InlineData("runs", "cde")]
    [InlineData("Running", "c")]
    [InlineData("\"running\"", "c")]
    [InlineData("incursion", "fg")]
    [InlineData("incursions", "fg")]
    [InlineData("Incursions", "g")]
    // Accents and case are folded.
    [InlineData("elysee", "h")]
    [InlineData("Élysée", "h")]
    [InlineData("ÉLYSÉE", "h")]
    [InlineData("\"palais de l'elysee\"", "h")]
    // Possessives and hyphens.
    [InlineData("syria", "i")]
    [InlineData("\"Syria's president\"", "i")]
    [InlineData("Jean-Pierre", "j")]
    [InlineData("\"jean pierre\"", "j")]
    [InlineData("pierre", "j")]
    [InlineData("Pierre-Jean", "")]
    public void Words_match_by_form_and_stem_and_names_by_form(string query, string found)
    {
        using var index = ArticleIndex.OfBodies(
            "Rebels shelled the city of Hama on Tuesday, said residents of Hama.",
            "A spokesman for Hamas denied it, and Hamas said so.",
            "They were running for their lives.",
            "He runs a shop.",
            "They run every day.",
            "An incursion was repelled.",
            "Several incursions were repelled.",
            "The Élysée said nothing, nor the palais de l'Élysée.",
            "He said Syria's president would stay.",
            "Mr. Jean-Pierre came.");

        Assert.Equal(found, index.FindSorted(query));
    }

    [Theory]
    [InlineData("IS", "a")]
    [InlineData("is", "abc")]
    [InlineData("Is", "abc")]
    [InlineData("\"IS fighters\"", "a")]
    [InlineData("\"is fighters\"", "a")]
    [InlineData("IS AND fighters", "a")]
    [InlineData("WHO", "d")]
    [InlineData("who", "de")]
    [InlineData("US", "")]
    public void A_function_word_in_capitals_matches_only_capitals_within_mixed_case(string query, string found)
    {
        using var index = ArticleIndex.OfBodies(
            "Dozens of IS fighters attacked the town.",
            "It is said that nobody came.",
            "THE TOWN IS UNDER ATTACK",
            "A doctor of the WHO came.",
            "The man who came in.");

        Assert.Equal(found, index.FindSorted(query));
    }

    [Fact]
    public void And_joins_across_headline_and_story()
    {
        using var index = new ArticleIndex(
            ArticleIndex.Article("a", "An incursion was repelled.", "Fighting in Qalamoun"),
            ArticleIndex.Article("b", "Nothing in Qalamoun."),
            ArticleIndex.Article("c", "Quiet.", "Incursion in Qalamoun repelled"));

        Assert.Equal("ac", index.FindSorted("Qalamoun AND incursion"));
        Assert.Equal("ac", index.FindSorted("Qalamoun incursion"));
        Assert.Equal("c", index.FindSorted("title:(Qalamoun incursion)"));
        Assert.Equal("a", index.FindSorted("title:Qalamoun body:incursion"));
        Assert.Equal("c", index.FindSorted("\"incursion in Qalamoun\""));
        Assert.Equal("", index.FindSorted("\"Qalamoun incursion\""));
    }

    [Fact]
    public void The_headline_counts_before_the_story_and_the_form_before_the_stem()
    {
        using var index = new ArticleIndex(
            ArticleIndex.Article("a", "There were many raids that week.", "Fighting goes on"),
            ArticleIndex.Article("b", "There were many raid that week.", "Fighting goes on"),
            ArticleIndex.Article("c", "There were many that week.", "A raid goes on"),
            ArticleIndex.Article("d", "Nothing at all happened.", "Quiet week here"));

        Assert.Equal("cba", index.Find("raid"));
    }

    [Theory]
    [InlineData("حماة", "a")]
    [InlineData("حماه", "a")]
    [InlineData("حَمَاة", "a")]
    [InlineData("حمـــاة", "a")]
    [InlineData("احمد", "b")]
    [InlineData("أحمد", "b")]
    [InlineData("مصطفي", "b")]
    [InlineData("المقاتلون", "c")]
    [InlineData("مقاتلون", "c")]
    [InlineData("حماة؟", "a")]
    [InlineData("أحمد، مصطفى", "b")]
    public void Arabic_is_found_in_any_spelling(string query, string found)
    {
        using var index = new ArticleIndex(
            ArticleIndex.Article("a", "قصف على مدينة حماة") with { Language = "ar" },
            ArticleIndex.Article("b", "قال أحمد مصطفى") with { Language = "ar" },
            ArticleIndex.Article("c", "انسحب المقاتلون") with { Language = "ar" });

        Assert.Equal(found, index.FindSorted(query));
    }

    [Theory]
    [InlineData("immigra*", "ab")]
    [InlineData("Immigra*", "ab")]
    [InlineData("tariff*", "c")]
    [InlineData("title:immigra*", "")]
    [InlineData("immigra* AND NOT Immigrants", "b")]
    public void A_beginning_finds_words_as_written(string query, string found)
    {
        using var index = ArticleIndex.OfBodies("Many immigrants came.", "On immigration he was silent.", "A tariff.");

        Assert.Equal(found, index.FindSorted(query));
    }

    [Theory]
    [InlineData("Syria - raid", "a")]
    [InlineData("Syria AND ...", "a")]
    [InlineData("... OR raid", "a")]
    [InlineData("NOT ... AND raid", "a")]
    [InlineData("...", "")]
    [InlineData("\"...\" raid", "a")]
    public void Words_of_punctuation_restrict_nothing(string query, string found)
    {
        using var index = ArticleIndex.OfBodies("A raid in Syria.", "Nothing.");

        Assert.Equal(found, index.FindSorted(query));
    }

    [Theory]
    [InlineData("NOT raid", "b")]
    [InlineData("-raid -war", "b")]
    [InlineData("*:*", "abc")]
    [InlineData("*:* NOT raid", "bc")]
    [InlineData("raid OR NOT war", "ab")]
    [InlineData("NOT NOT raid", "a")]
    [InlineData("NOT (raid OR war)", "b")]
    [InlineData("+raid OR war", "a")]
    [InlineData("raid^3 OR war", "ac")]
    public void Negation_is_logical(string query, string found)
    {
        using var index = ArticleIndex.OfBodies("A raid.", "Nothing.", "The war.");

        Assert.Equal(query is "NOT raid" ? "bc" : found, index.FindSorted(query));
    }

    [Theory]
    [InlineData("author:Homsi", "a")]
    [InlineData("author:\"Osama Abu Zeid\"", "a")]
    [InlineData("author:osama", "a")]
    [InlineData("source:\"Syria Direct\"", "a")]
    [InlineData("source:syria", "ab")]
    [InlineData("source:DIRECT", "a")]
    [InlineData("lang:en", "ab")]
    [InlineData("lang:EN", "ab")]
    [InlineData("lang:en-gb", "b")]
    [InlineData("tag:\"civil war\"", "a")]
    [InlineData("tag:\"Civil  War\"", "a")]
    [InlineData("tag:civil", "")]
    [InlineData("tag:civil*", "a")]
    [InlineData("url:\"https://syriadirect.org/news/1\"", "a")]
    [InlineData("url:syriadirect.org/news/1", "a")]
    [InlineData("url:syriadirect.org*", "a")]
    [InlineData("id:a", "a")]
    [InlineData("tag:*", "a")]
    [InlineData("author:*", "a")]
    [InlineData("NOT author:*", "b")]
    public void Other_fields_match_by_word_or_whole(string query, string found)
    {
        using var index = new ArticleIndex(
            ArticleIndex.Article("a", "x") with
            {
                Author = "Osama Abu Zeid, Moutasem al-Homsi",
                Source = "Syria Direct",
                Language = "en",
                Url = "https://syriadirect.org/news/1",
                Tags = ["Civil War", "qalamoun"],
            },
            ArticleIndex.Article("b", "x") with { Source = "Syria Deeply", Language = "en-GB" });

        Assert.Equal(found, index.FindSorted(query));
    }

    [Fact]
    public void A_commit_carries_the_version_of_the_schema()
    {
        using var index = ArticleIndex.OfBodies("x");

        Assert.True(ArticleSchema.IsCurrent(index.UserData));
        Assert.False(ArticleSchema.IsCurrent(new Dictionary<string, string>()));
        Assert.False(ArticleSchema.IsCurrent(new Dictionary<string, string> { [ArticleSchema.VersionKey] = "0" }));
    }

    [Fact]
    public void An_address_longer_than_a_term_is_cut_between_characters()
    {
        var url = "https://x.org/" + string.Concat(Enumerable.Repeat("ن😀", 20_000));
        using var index = new ArticleIndex(ArticleIndex.Article("a", "x") with { Url = url, Tags = [url], Source = url });

        Assert.Equal("a", index.Find("url:x.org*"));
    }

    [Theory]
    [InlineData("oil{0}")]
    [InlineData("oil OR oil{0}")]
    [InlineData("((oil OR gas){0} OR coal){0}")]
    [InlineData("(title:oil OR (oil AND NOT coal){0}){0} OR oil{0}")]
    public void Boosts_upon_boosts_neither_stop_a_search_nor_its_order(string query)
    {
        using var index = ArticleIndex.OfBodies("oil and oil, oil", "oil and so much more that nobody reads to the end", "gold");

        Assert.Equal("ab", index.Find(string.Format(System.Globalization.CultureInfo.InvariantCulture, query, string.Concat(Enumerable.Repeat("^1000000", 8)))));
    }

    [Fact]
    public void Words_are_stemmed_by_the_articles_language()
    {
        using var index = new ArticleIndex(
            ArticleIndex.Article("a", "les attaques sur la ville") with { Language = "fr" },
            ArticleIndex.Article("b", "the attacks on the town") with { Language = "en" },
            ArticleIndex.Article("c", "the attacks on the town"));

        Assert.Equal("bc", index.FindSorted("attack"));
        Assert.Equal("a", index.FindSorted("attaques"));
        Assert.Equal("a", index.FindSorted("attaque"));
        Assert.Equal("a", index.FindSorted("attaque", Of("fr")));
        Assert.Equal("", index.FindSorted("attaque", Of("en")));
        Assert.Equal("b", index.FindSorted("attack", Of("en")));
    }

    [Theory]
    [InlineData("fr", "Les manifestants ont brûlé l’église.", "manifestant brûlées brûler église églises")]
    [InlineData("de", "Die Kämpfer griffen zwei Häuser an.", "kämpfern haus häuser Häuser")]
    [InlineData("es", "Las naciones rechazaron el ataque.", "nación nacion ataques")]
    [InlineData("it", "Dopo l’attacco i governi tacciono.", "attacchi governo")]
    [InlineData("pt", "Os governos rejeitaram a proposta.", "governo propostas")]
    [InlineData("ru", "Боевики отступили из города Дамаск.", "боевиков городов Дамаск")]
    [InlineData("tr", "Çocuklar evlerden çıkarıldı.", "çocuk ev evler")]
    [InlineData("fa", "گفتگوهای هسته‌ای ادامه دارد", "گفتگوهای")]
    [InlineData("", "Les manifestants ont brûlé une maison.", "manifestants brule brûlé Manifestants")]
    public void Forms_of_a_word_find_each_other_in_their_language_and_the_form_itself_always(string language, string text, string queries)
    {
        using var index = new ArticleIndex(ArticleIndex.Article("a", text) with { Language = language }, ArticleIndex.Article("b", "Nothing of it."));

        Assert.All(queries.Split(' '), query => Assert.Equal("a", index.FindSorted(query)));
        if (language.Length > 0)
            Assert.All(queries.Split(' '), query => Assert.Equal("a", index.FindSorted(query, Of(language))));
    }

    [Theory]
    [InlineData("fr", "Le siège d’Alep, dit l’Iran", "Alep Iran l'Iran ale*", "siege")]
    [InlineData("it", "Le truppe dell’Iran avanzano", "Iran iran", "truppe")]
    [InlineData("tr", "Saldırı Suriye’de oldu", "Suriye suriye", "oldu")]
    public void A_name_is_found_behind_an_article_and_before_a_suffix(string language, string text, string queries, string other)
    {
        using var index = new ArticleIndex(ArticleIndex.Article("a", text) with { Language = language }, ArticleIndex.Article("b", "Nothing of it."));

        Assert.All(queries.Split(' '), query => Assert.Equal("a", index.FindSorted(query)));
        Assert.Equal("a", index.FindSorted(other));
    }

    [Fact]
    public void A_phrase_may_leave_out_what_is_elided()
    {
        using var index = new ArticleIndex(ArticleIndex.Article("a", "Le siège d’Alep continue") with { Language = "fr" });

        Assert.Equal("a", index.FindSorted("\"siège Alep continue\""));
        Assert.Equal("a", index.FindSorted("\"siège d'Alep continue\""));
        Assert.Equal("", index.FindSorted("\"siège continue\""));
    }

    [Fact]
    public void Stems_of_one_language_find_nothing_in_another()
    {
        // German takes fighters down to fight, which English keeps apart.
        using var index = new ArticleIndex(
            ArticleIndex.Article("a", "they fight on") with { Language = "en" },
            ArticleIndex.Article("b", "the fighters left") with { Language = "en" });

        Assert.Equal("b", index.FindSorted("fighters"));
        Assert.Equal("a", index.FindSorted("fight"));
    }

    private static QueryContext Of(string language) => new(ArticleIndex.Now, TimeZoneInfo.Utc) { Filters = new QueryFilters { Languages = [language] } };
}
