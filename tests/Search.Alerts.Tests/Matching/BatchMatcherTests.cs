using Search.Alerts.Matching;
using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Tests.Matching;

/// <summary>What a query finds in a batch, by an index of the batch.</summary>
public sealed class BatchMatcherTests : MatcherTests
{
    [Fact]
    public void An_article_that_can_not_be_indexed_costs_the_others_of_its_batch_nothing()
    {
        var immense = Article(7, "Qalamoun") with { Id = new string('x', 40_000) };
        Article[] batch = [Articles[0], immense, Articles[1]];

        var outcome = new BatchMatcher([Version(1, "Qalamoun")]).Match(batch, CancellationToken.None);

        Assert.Equal([batch[0], batch[2]], outcome.Found.Select(found => found.Article));
        Assert.Same(immense, Assert.Single(outcome.Unreadable).Article);
    }

    internal override Task<MatchOutcome> MatchAsync(IReadOnlyList<Article> articles, params IReadOnlyList<AlertVersion> versions) =>
        Task.FromResult(new BatchMatcher(versions).Match(articles, CancellationToken.None));
}
