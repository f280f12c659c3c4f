using Search.Ingest.Feeds;

namespace Search.Ingest.Tests.Feeds;

public sealed class FeedArticlesTests
{
    private const string Address = "https://example.com/feed.xml";

    private static readonly Feed Times = new() { Title = "Example Times", Language = "en" };

    [Fact]
    public void An_item_becomes_an_article_known_by_its_canonical_address()
    {
        var item = new FeedItem { Title = "One", Link = "https://Example.com/1?utm_source=rss", Id = "x", Text = "Text.", Authors = ["A B", "C D"], Tags = ["t"] };
        var draft = FeedArticles.ToDraft(item, Times, Address)!;
        Assert.Equal(("https://example.com/1", "One", "A B, C D", "Example Times", "en"), (draft.Url, draft.Title, draft.Author, draft.Source, draft.Language));
        Assert.Equal("Named", FeedArticles.ToDraft(item, Times, Address, "Named")!.Source);
    }

    [Fact]
    public void Without_an_address_the_guid_stands_for_it_within_its_feed()
    {
        var item = new FeedItem { Title = "One", Id = "17" };
        var here = FeedArticles.ToDraft(item, Times, Address)!.Url;
        Assert.StartsWith("urn:feed-item:", here, StringComparison.Ordinal);
        Assert.Equal(here, FeedArticles.ToDraft(item, Times, Address)!.Url);
        Assert.NotEqual(here, FeedArticles.ToDraft(item, Times, "https://other.example/feed")!.Url);
        Assert.Equal("tag:example.com,2019:1", FeedArticles.ToDraft(item with { Id = "tag:example.com,2019:1" }, Times, Address)!.Url);
    }

    [Fact]
    public void An_item_without_a_title_is_called_by_its_first_words()
    {
        var draft = FeedArticles.ToDraft(new FeedItem { Text = string.Join(' ', Enumerable.Repeat("word", 50)) }, Times, Address)!;
        Assert.EndsWith("…", draft.Title, StringComparison.Ordinal);
        Assert.True(draft.Title.Length < 100);
    }

    [Fact]
    public void An_item_without_any_text_is_no_article() => Assert.Null(FeedArticles.ToDraft(new FeedItem { Link = "https://example.com/1" }, Times, Address));
}
