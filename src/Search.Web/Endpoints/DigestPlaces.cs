using Search.Data.Outbox;

namespace Search.Web.Endpoints;

/// <summary>
/// The articles of a mail in the mail's order: under the first alert that showed one (that found it, for what was not shown), shown ones
/// before the rest, each once.
/// </summary>
internal sealed class DigestPlaces
{
    private DigestPlaces(IReadOnlyList<Place> all) => All = all;

    /// <summary>One article's place.</summary>
    /// <param name="ArticleId">The article.</param>
    /// <param name="Revision">The newest revision that was told.</param>
    /// <param name="AlertId">The alert under which it stands.</param>
    /// <param name="Others">Other alerts that found it.</param>
    /// <param name="Placing">Its best.</param>
    /// <param name="Ordinal">Order under the alert; equal for all that were not shown.</param>
    /// <param name="Found">Order of finding.</param>
    public sealed record Place(long ArticleId, int Revision, long AlertId, IReadOnlyList<long> Others, Placing Placing, int Ordinal, long Found);

    public IReadOnlyList<Place> All { get; }

    public int Count(Placing placing) => All.Count(place => place.Placing == placing);

    public static DigestPlaces Of(IReadOnlyList<OutboxItem> items)
    {
        var places = items.GroupBy(item => item.ArticleId).Select(article => Of(article.Key, [.. article]));
        return new DigestPlaces([.. places.OrderBy(place => place.AlertId).ThenBy(place => place.Placing != Placing.Shown).ThenBy(place => place.Ordinal).ThenBy(place => place.Found)]);
    }

    private static Place Of(long articleId, IReadOnlyList<OutboxItem> items)
    {
        var placing = items.Min(item => item.Placing);
        var alert = items.Where(item => item.Placing == placing || placing != Placing.Shown).Min(item => item.AlertId);
        var others = items.Select(item => item.AlertId).Where(other => other != alert).Distinct().Order().ToList();
        return new Place(articleId, items.Max(item => item.Revision), alert, others, placing, items.Min(item => item.Ordinal), items.Min(item => item.MatchId));
    }
}
