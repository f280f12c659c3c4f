using Search.Data.Matches;
using Search.Data.Outbox;

namespace Search.Alerts.Digests;

/// <summary>
/// Decides what of all that is to be told stands in the mail: each article once, under the first alert that found it; a story that several
/// outlets carry as its first article with the others counted; no more than the caps. Every match gets a placing, so that the mail and
/// what is behind its "N more" are together exactly what was found. Pure.
/// </summary>
internal sealed class DigestPlan
{
    private readonly IReadOnlyList<AlertMatches> _alerts;
    private readonly int _articlesPerMail;
    private readonly Dictionary<long, PlannedArticle> _shown = [];
    private readonly Dictionary<(int Alert, long Story), PlannedArticle> _stories = [];
    private readonly Dictionary<long, (Placing Placing, PlannedArticle? Shown)> _placings = [];

    private DigestPlan(IReadOnlyList<AlertMatches> alerts, int articlesPerMail)
    {
        _alerts = alerts;
        _articlesPerMail = articlesPerMail;
    }

    /// <summary>The articles in the order of the mail.</summary>
    public List<PlannedArticle> Articles { get; } = [];

    /// <summary>Articles that are counted and not shown, of each alert: beyond the caps, or of a story that was told.</summary>
    public IReadOnlyList<int> MoreOfAlert { get; private set; } = [];

    /// <summary>Different articles that are counted and not shown.</summary>
    public int More { get; private set; }

    /// <summary>Different articles of this mail, shown or counted.</summary>
    public int Total { get; private set; }

    public static DigestPlan Make(IReadOnlyList<AlertMatches> alerts, int articlesPerMail = DigestLimits.ArticlesPerMail)
    {
        var plan = new DigestPlan(alerts, articlesPerMail);
        for (var alert = 0; alert < alerts.Count; alert++)
            plan.Place(alert);
        plan.Count();
        return plan;
    }

    /// <summary>Every match with where it stands.</summary>
    public IReadOnlyList<OutboxItem> Items()
    {
        var ordinals = Articles.Select((article, at) => (article.ArticleId, at)).ToDictionary(pair => pair.ArticleId, pair => pair.at);
        return [.. _alerts.SelectMany(alert => alert.Matches).Select(match => Item(match, ordinals))];
    }

    private void Place(int section)
    {
        var alert = _alerts[section];
        var shown = 0;
        foreach (var article in alert.Matches.GroupBy(match => match.ArticleId))
        {
            var last = article.MaxBy(match => match.Revision)!;
            var (placing, planned) = PlaceArticle(section, alert, last, shown);
            shown += placing == Placing.Shown ? 1 : 0;
            foreach (var match in article)
                _placings[match.MatchId] = (placing, planned);
        }
    }

    private (Placing Placing, PlannedArticle? Shown) PlaceArticle(int section, AlertMatches alert, Match match, int shownOfAlert)
    {
        if (_shown.TryGetValue(match.ArticleId, out var planned))
        {
            planned.Matches.Add(match);
            _stories.TryAdd((section, match.StoryGroup), planned);
            return (Placing.Shown, planned);
        }
        if (alert.Alert.FoldDuplicates && IsToldStory(section, alert, match, out var first))
        {
            first?.Others.Add(match.ArticleId);
            return (Placing.Folded, null);
        }
        if (shownOfAlert >= DigestLimits.ArticlesPerAlert || Articles.Count >= _articlesPerMail)
            return (Placing.More, null);
        planned = new PlannedArticle(match.ArticleId, section) { Matches = { match } };
        _shown.Add(match.ArticleId, planned);
        _stories.TryAdd((section, match.StoryGroup), planned);
        Articles.Add(planned);
        return (Placing.Shown, planned);
    }

    /// <summary>A later revision of an article that was told is news by itself; another article of its story is not.</summary>
    private bool IsToldStory(int section, AlertMatches alert, Match match, out PlannedArticle? first) =>
        _stories.TryGetValue((section, match.StoryGroup), out first)
        || (alert.ToldStories.Contains(match.StoryGroup) && !alert.ToldArticles.Contains(match.ArticleId));

    private void Count()
    {
        MoreOfAlert = [.. _alerts.Select(alert => CountHidden([alert]))];
        More = CountHidden(_alerts);
        Total = Articles.Count + More;
    }

    private int CountHidden(IReadOnlyList<AlertMatches> alerts) => alerts
        .SelectMany(alert => alert.Matches)
        .Select(match => match.ArticleId)
        .Where(article => !_shown.ContainsKey(article))
        .Distinct()
        .Count();

    private OutboxItem Item(Match match, Dictionary<long, int> ordinals)
    {
        var (placing, shown) = _placings[match.MatchId];
        return new OutboxItem
        {
            MatchId = match.MatchId,
            AlertId = match.AlertId,
            ArticleId = match.ArticleId,
            Revision = match.Revision,
            Placing = placing,
            Ordinal = shown is null ? ordinals.Count : ordinals[shown.ArticleId],
        };
    }
}
