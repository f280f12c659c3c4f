using System.Globalization;
using System.Text;
using Search.Analysis.Standard;
using Search.Lucene.Highlighting;
using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Highlighting;

public sealed class HighlighterTests
{
    private static readonly HighlightSource[] Body = [new("body", new StandardAnalyzer())];

    private static string Marked(Passage passage)
    {
        var text = new StringBuilder(passage.Text);
        foreach (var range in passage.Ranges.Reverse())
            text.Insert(range.End.Value, ']').Insert(range.Start.Value, '[');
        return text.ToString();
    }

    private static List<string> Show(Query query, string text, HighlightOptions? options = null) =>
        [.. new Highlighter(query).Passages(Encoding.UTF8.GetBytes(text), Body, options).Select(Marked)];

    private static Query Any(params string[] terms) => BooleanQuery.Any(terms.Select(term => new TermQuery("body", term)));

    [Fact]
    public void Marks_terms_in_the_sentences_that_have_them()
    {
        var options = new HighlightOptions { GoodLength = 10 };
        Assert.Equal(
            ["An [incursion] began in [Qalamoun] on Tuesday."],
            Show(Any("qalamoun", "incursion"), "Nothing here. An incursion began in Qalamoun on Tuesday. The rest is silence.", options));
    }

    [Fact]
    public void Words_of_a_phrase_count_only_where_the_phrase_stands() =>
        Assert.Equal(
            ["The state is old. The [Islamic] [State] is a state that is Islamic in name."],
            Show(new PhraseQuery("body", ["islamic", "state"]), "The state is old. The Islamic State is a state that is Islamic in name."));

    [Fact]
    public void A_sloppy_phrase_marks_its_words_where_they_are_near() =>
        Assert.Equal(
            ["alpha x x x x [beta] [alpha] and beta"],
            Show(new PhraseQuery("body", ["alpha", "beta"], slop: 2), "alpha x x x x beta alpha and beta")
                .Select(text => text.Replace("and [beta]", "and beta", StringComparison.Ordinal)));

    [Fact]
    public void Words_that_should_stand_too_far_apart_for_any_text_are_not_marked() =>
        Assert.Equal(["beta [alpha]"], Show(BooleanQuery.Any([new PhraseQuery("body", [new TermBytes("alpha"), new TermBytes("beta")], [0, int.MaxValue]), new TermQuery("body", "alpha")]), "beta alpha"));

    [Fact]
    public void A_repeated_word_needs_that_word_twice()
    {
        Assert.Equal(["new york city"], Show(new PhraseQuery("body", ["york", "york"], slop: 3), "new york city"));
        Assert.Equal(["[york] [york] city"], Show(new PhraseQuery("body", ["york", "york"]), "york york city"));
    }

    [Fact]
    public void Prefixes_mark_the_whole_word() =>
        Assert.Equal(["[Qalamoun] and [Qalamun] are one place"], Show(new PrefixQuery("body", "qalam"), "Qalamoun and Qalamun are one place"));

    [Fact]
    public void Prohibited_words_are_not_marked() =>
        Assert.Equal(
            ["[a] b"],
            Show(BooleanQuery.Of([new(new TermQuery("body", "a"), Occur.Must), new(new TermQuery("body", "b"), Occur.MustNot)]), "a b"));

    [Fact]
    public void The_passage_with_the_most_different_words_wins()
    {
        var text = string.Join(" ", Enumerable.Repeat("Rain fell all day on the plain near the river.", 6)) + " Army rain army rain. "
            + string.Join(" ", Enumerable.Repeat("Nothing happened on this day in this town.", 6)) + " The army met the militia in the rain near the town.";
        var options = new HighlightOptions { Passages = 1, GoodLength = 40 };
        Assert.Equal(["The [army] met the [militia] in the [rain] near the town."], Show(Any("army", "militia", "rain"), text, options));
    }

    [Fact]
    public void A_long_sentence_is_cut_between_words_around_its_match()
    {
        var words = string.Join(' ', Enumerable.Range(0, 400).Select(i => i == 200 ? "needle" : "straw" + i));
        var passage = Assert.Single(new Highlighter(Any("needle")).Passages(Encoding.UTF8.GetBytes(words), Body));
        Assert.True(passage.CutBefore && passage.CutAfter);
        Assert.InRange(passage.Text.Length, 100, HighlightOptions.Default.MaxLength);
        Assert.Contains("[needle]", Marked(passage), StringComparison.Ordinal);
        Assert.All(passage.Text.Split(' '), word => Assert.Contains(word, words.Split(' ')));
        Assert.Equal(passage.Text, words.Substring(passage.StartOffset, passage.Text.Length));
    }

    [Fact]
    public void Text_without_spaces_is_never_cut_within_a_grapheme()
    {
        var text = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 60)) + "字" + string.Concat(Enumerable.Repeat("é", 300));
        var passages = new Highlighter(Any("字")).Passages(Encoding.UTF8.GetBytes(text), Body);
        var whole = Graphemes(text).ToHashSet();
        Assert.All(passages.SelectMany(passage => Graphemes(passage.Text)), grapheme => Assert.Contains(grapheme, whole));
        Assert.Contains(passages, passage => Marked(passage).Contains("[字]", StringComparison.Ordinal));
    }

    [Fact]
    public void Arabic_and_mixed_text_is_marked_and_cut_at_its_own_punctuation()
    {
        var text = "هل بدأ الهجوم؟ بدأ Hezbollah هجوما على القلمون في الصباح. انتهى الخبر۔";
        var options = new HighlightOptions { GoodLength = 10 };
        Assert.Equal(["بدأ [Hezbollah] هجوما على [القلمون] في الصباح."], Show(Any("hezbollah", "القلمون"), text, options));
    }

    [Fact]
    public void Where_nothing_matches_the_beginning_is_shown()
    {
        Assert.Equal(["First. Second."], Show(Any("zebra"), "First. Second."));
        Assert.Empty(Show(Any("zebra"), "First. Second.", new HighlightOptions { StartWhenNothingMatches = false }));
        Assert.Empty(Show(Any("zebra"), "  \n "));
    }

    [Fact]
    public void Line_breaks_become_spaces_and_damaged_bytes_do_no_harm()
    {
        byte[] text = [.. "one\ttwo "u8, 0xC3, 0x28, 0xFF, .. " needle x"u8];
        var passage = Assert.Single(new Highlighter(Any("needle")).Passages(text, Body));
        Assert.EndsWith("[needle] x", Marked(passage), StringComparison.Ordinal);
        Assert.DoesNotContain(passage.Text, char.IsControl);
    }

    [Fact]
    public void Reasons_name_field_term_place_and_position()
    {
        var reasons = new Highlighter(Any("naïve", "café")).Reasons("Un Café naïve"u8.ToArray(), Body);
        Assert.Equal([new MatchReason("body", "café", 3, 5, 1), new MatchReason("body", "naïve", 9, 6, 2)], reasons);
    }

    [Fact]
    public void Only_the_fields_that_the_query_names_are_looked_at() =>
        Assert.Empty(new Highlighter(new TermQuery("title", "a")).Reasons("a b"u8.ToArray(), Body));

    [Fact]
    public void The_whole_text_is_one_passage_for_titles() =>
        Assert.Equal("A [b] c. [B]!", Marked(new Highlighter(Any("b")).Whole("A b c. B!"u8.ToArray(), Body)));

    private static List<string> Graphemes(string text)
    {
        var graphemes = new List<string>();
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
            graphemes.Add(elements.GetTextElement());
        return graphemes;
    }
}
