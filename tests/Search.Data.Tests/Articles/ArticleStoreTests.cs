using System.Text.Json;
using Search.Data.Articles;
using Search.Testing;

namespace Search.Data.Tests.Articles;

public sealed class ArticleStoreTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_new_article_is_stored_with_all_it_has()
    {
        var published = new DateTimeOffset(2015, 3, 16, 8, 30, 0, TimeSpan.FromHours(2));
        var result = await IngestAsync(Drafts.Article() with { Id = "own-id", Author = "A. Writer", Published = published });

        var article = (await FindAsync("own-id"))!;

        Assert.Equal(new IngestResult(IngestOutcome.Added, article.ArticleId, "own-id", 1, 1), result);
        Assert.Equal("https://example.org/a", article.Url);
        Assert.Equal("A title", article.Title);
        Assert.Equal("A. Writer", article.Author);
        Assert.Equal(published.ToUniversalTime(), article.Published);
        Assert.Equal("A body.", article.Body);
        Assert.Equal(["one", "two"], article.Tags);
        Assert.Equal(_data.Time.GetUtcNow(), article.Seen);
        Assert.Equal(article.ArticleId, article.StoryGroup);
        Assert.True(article.Current);
        Assert.Null(article.RawPublished);
    }

    [Fact]
    public async Task A_stage_reads_each_revision_as_it_is_found_by_its_key()
    {
        await IngestAsync(Drafts.Article() with { Author = "é", Published = _data.Time.GetUtcNow().AddDays(-3), Tags = [] });
        await IngestAsync(Drafts.Article(body: "Changed 😀.") with { Published = _data.Time.GetUtcNow().AddDays(3), Sample = true });
        await IngestAsync(Drafts.Article(url: null, body: "") with { Source = null, Language = null, Tags = ["\"q\"", "خبر"] });
        var gone = await IngestAsync(Drafts.Article("https://example.org/gone") with { Sample = true });
        await _data.Database.WriteAsync(session => session.Articles.TakeDownAsync(gone.Id, "test"));

        var read = await _data.Database.ReadAsync(session => session.Articles.ReadAfterAsync(0, 10));

        Assert.Equal([1, 2, 3, 5], read.Select(article => article.Seq));
        foreach (var article in read)
        {
            var found = await _data.Database.ReadAsync(session => session.Articles.RevisionAsync(article.ArticleId, article.Revision));
            Assert.Equal(JsonSerializer.Serialize(found), JsonSerializer.Serialize(article));
        }
        Assert.Equal([2, 3], (await _data.Database.ReadAsync(session => session.Articles.ReadAfterAsync(1, 2))).Select(article => article.Seq));
    }

    [Fact]
    public async Task The_same_content_again_is_a_repeat_and_writes_nothing()
    {
        var first = await IngestAsync(Drafts.Article());
        var again = await IngestAsync(Drafts.Article() with { Id = "other", Source = "Elsewhere" });

        Assert.Equal(first with { Outcome = IngestOutcome.Repeat }, again);
        Assert.Equal(1, await _data.Database.ReadAsync(session => session.Articles.LastSeqAsync()));
    }

    [Fact]
    public async Task Changed_content_is_a_new_revision_with_its_own_sequence_number()
    {
        var first = await IngestAsync(Drafts.Article());
        await IngestAsync(Drafts.Article("https://example.org/b"));
        _data.Time.Advance(TimeSpan.FromHours(1));
        var second = await IngestAsync(Drafts.Article(body: "Another body."));

        Assert.Equal(new IngestResult(IngestOutcome.Revised, first.ArticleId, first.Id, 2, 3), second);
        var revisions = await _data.Database.ReadAsync(session => session.Articles.RevisionsAsync(first.ArticleId));
        Assert.Equal(["A body.", "Another body."], revisions.Select(revision => revision.Body));
        Assert.Equal([false, true], revisions.Select(revision => revision.Current));
        Assert.Equal("Another body.", (await FindAsync(first.Id))!.Body);
        Assert.All(revisions, revision => Assert.Equal(revisions[0].Seen, revision.FirstSeen));
    }

    [Fact]
    public async Task Numbers_of_one_transaction_follow_each_other_and_the_next_one_goes_on()
    {
        var seqs = await _data.Database.WriteAsync(async session =>
        {
            var first = await session.Articles.IngestAsync(Drafts.Article());
            var second = await session.Articles.IngestAsync(Drafts.Article("https://example.org/b", body: "Other."));
            await session.Articles.TakeDownAsync(first.Id, "test");
            return (first.Seq, second.Seq, await session.Articles.LastSeqAsync());
        });
        Assert.Equal((1, 2, 3), seqs);
        Assert.Equal(3, await _data.Database.ReadAsync(session => session.Articles.LastSeqAsync()));
        Assert.Equal(4, (await IngestAsync(Drafts.Article("https://example.org/c"))).Seq);
    }

    [Fact]
    public async Task A_dropped_transaction_gives_its_numbers_back()
    {
        await using (var session = await _data.Database.BeginWriteAsync())
            await session.Articles.IngestAsync(Drafts.Article());
        Assert.Equal(1, (await IngestAsync(Drafts.Article("https://example.org/b"))).Seq);
    }

    [Fact]
    public async Task Each_article_of_a_transaction_begins_its_own_story_also_where_an_id_was_taken()
    {
        var ids = await _data.Database.WriteAsync(async session =>
        {
            var results = new List<IngestResult>();
            for (var number = 0; number < 6; number++)
                results.Add(await session.Articles.IngestAsync(Drafts.Article($"https://example.org/{number}", body: $"Text {number}.") with { Id = number is 2 or 4 ? "same" : null }));
            return results.Select(result => result.Id).ToList();
        });
        foreach (var id in ids)
        {
            var article = (await FindAsync(id))!;
            Assert.Equal(article.ArticleId, article.StoryGroup);
        }
    }

    [Fact]
    public async Task The_same_text_under_two_addresses_is_two_articles_of_one_story()
    {
        var first = await IngestAsync(Drafts.Article());
        var second = await IngestAsync(Drafts.Article("https://other.example/b"));

        Assert.Equal(IngestOutcome.Added, second.Outcome);
        var story = await _data.Database.ReadAsync(session => session.Articles.StoryAsync(first.ArticleId));
        Assert.Equal([first.ArticleId, second.ArticleId], story.Select(article => article.ArticleId));
    }

    [Fact]
    public async Task Short_boilerplate_under_different_titles_is_not_one_story()
    {
        var first = await IngestAsync(Drafts.Article("https://example.org/1", "One", "Comments"));
        await IngestAsync(Drafts.Article("https://example.org/2", "Two", "Comments"));

        Assert.Single(await _data.Database.ReadAsync(session => session.Articles.StoryAsync(first.ArticleId)));
    }

    [Fact]
    public async Task Without_an_address_the_content_is_the_identity()
    {
        var first = await IngestAsync(Drafts.Article(url: null));
        var repeat = await IngestAsync(Drafts.Article(url: null));
        var other = await IngestAsync(Drafts.Article(url: null, body: "Another body."));

        Assert.Equal(IngestOutcome.Repeat, repeat.Outcome);
        Assert.Equal(IngestOutcome.Added, other.Outcome);
        Assert.NotEqual(first.Id, other.Id);
    }

    [Fact]
    public async Task An_id_that_is_taken_gives_way_to_a_derived_one()
    {
        await IngestAsync(Drafts.Article() with { Id = "x" });
        var second = await IngestAsync(Drafts.Article("https://example.org/b") with { Id = "x" });

        Assert.NotEqual("x", second.Id);
        Assert.Equal(16, second.Id.Length);
    }

    [Fact]
    public async Task A_date_in_the_future_becomes_the_time_seen_and_what_was_said_is_kept()
    {
        var future = _data.Time.GetUtcNow().AddDays(3);
        var result = await IngestAsync(Drafts.Article() with { Published = future });
        _data.Time.Advance(TimeSpan.FromMinutes(5));
        var again = await IngestAsync(Drafts.Article() with { Published = future });

        var article = (await FindAsync(result.Id))!;
        Assert.Equal(article.Seen, article.Published);
        Assert.Equal("2015-03-20T12:00:00+00:00", article.RawPublished);
        Assert.Equal(IngestOutcome.Repeat, again.Outcome);
    }

    [Fact]
    public async Task A_takedown_erases_the_text_tells_the_index_and_keeps_the_article_away()
    {
        var result = await IngestAsync(Drafts.Article());
        Assert.True(await _data.Database.WriteAsync(session => session.Articles.TakeDownAsync(result.Id, "asked for")));
        Assert.False(await _data.Database.WriteAsync(session => session.Articles.TakeDownAsync(result.Id, "asked for")));

        var again = await IngestAsync(Drafts.Article(body: "Back again."));

        Assert.Equal(IngestOutcome.TakenDown, again.Outcome);
        var rows = await _data.Database.ReadAsync(session => session.Articles.ReadAfterAsync(0, 10));
        Assert.All(rows, row => Assert.Equal("", row.Body + row.Title));
        Assert.True(Assert.Single(rows).Removed);
        Assert.Equal(0, await _data.Database.ReadAsync(session => session.Articles.CountAsync()));
    }

    [Fact]
    public async Task Sample_articles_leave_together()
    {
        await IngestAsync(Drafts.Article() with { Sample = true });
        await IngestAsync(Drafts.Article("https://example.org/b") with { Sample = true });
        await IngestAsync(Drafts.Article("https://example.org/c"));

        Assert.Equal(2, await _data.Database.WriteAsync(session => session.Articles.TakeDownSamplesAsync()));
        Assert.Equal(1, await _data.Database.ReadAsync(session => session.Articles.CountAsync()));
        Assert.Equal(0, await _data.Database.ReadAsync(session => session.Articles.CountSamplesAsync()));
    }

    [Fact]
    public async Task A_search_page_does_not_look_at_every_article_to_count_the_samples() =>
        Assert.Contains("article_sample", await _data.PlanAsync(ArticleStore.CountSamplesStatement), StringComparison.Ordinal);

    [Fact]
    public async Task Rows_are_read_in_the_order_of_their_sequence_and_from_a_time_on()
    {
        for (var at = 0; at < 5; at++)
        {
            await IngestAsync(Drafts.Article($"https://example.org/{at}"));
            _data.Time.Advance(TimeSpan.FromDays(1));
        }

        var rows = await _data.Database.ReadAsync(session => session.Articles.ReadAfterAsync(1, 3));
        Assert.Equal([2, 3, 4], rows.Select(row => row.Seq));
        Assert.Equal(3, await _data.Database.ReadAsync(session => session.Articles.SeqBeforeAsync(_data.Time.GetUtcNow().AddDays(-2))));
        Assert.Equal(5, await _data.Database.ReadAsync(session => session.Articles.SeqBeforeAsync(_data.Time.GetUtcNow())));
    }

    [Fact]
    public async Task Writers_in_several_processes_leave_no_gap_that_a_reader_could_skip()
    {
        using var other = _data.OpenAgain();
        var reading = ReadAllAsync(total: 80);

        await Task.WhenAll(Enumerable.Range(0, 80).Select(at => Task.Run(() =>
            (at % 2 == 0 ? other : _data.Database).WriteAsync(session => session.Articles.IngestAsync(Drafts.Article($"https://example.org/{at}"))))));

        Assert.Equal(Enumerable.Range(1, 80).Select(seq => (long)seq), await reading);
    }

    private async Task<List<long>> ReadAllAsync(int total)
    {
        var seen = new List<long>();
        while (seen.Count < total)
        {
            var rows = await _data.Database.ReadAsync(session => session.Articles.ReadAfterAsync(seen.Count == 0 ? 0 : seen[^1], 10));
            seen.AddRange(rows.Select(row => row.Seq));
            await Task.Yield();
        }
        return seen;
    }

    private Task<IngestResult> IngestAsync(ArticleDraft draft) => _data.Database.WriteAsync(session => session.Articles.IngestAsync(draft));

    private Task<Article?> FindAsync(string id) => _data.Database.ReadAsync(session => session.Articles.FindAsync(id));
}
