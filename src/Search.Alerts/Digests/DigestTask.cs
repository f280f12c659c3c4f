using Search.Data.Alerts;

namespace Search.Alerts.Digests;

/// <summary>A mail to be written: to whom, what, and where each article stands in it.</summary>
internal sealed record DigestTask
{
    public required string Id { get; init; }

    public required Recipient Recipient { get; init; }

    public required IReadOnlyList<AlertMatches> Alerts { get; init; }

    public required DigestPlan Plan { get; init; }

    /// <summary>The date of the mail, in whole seconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A mail to see what a mail looks like.</summary>
    public bool IsTest { get; init; }

    /// <summary>
    /// The mail that tells a person what is due. Null when there is nothing to show: articles of stories that were told make no mail of their
    /// own, nor do they stand in a heartbeat; they are counted in the next mail that shows something.
    /// </summary>
    public static DigestTask? Of(DuePerson due, DateTimeOffset now)
    {
        var plan = DigestPlan.Make(due.Alerts);
        var told = due;
        if (plan.Articles.Count == 0)
        {
            told = due with { Alerts = [.. due.Alerts.Where(alert => alert.Heartbeat is not null).Select(alert => alert with { Matches = [] })] };
            plan = DigestPlan.Make(told.Alerts);
        }
        return told.Alerts.Count == 0 ? null : Of(told.Recipient, told.Alerts, plan, told.DigestId, now);
    }

    public static DigestTask Of(Recipient recipient, IReadOnlyList<AlertMatches> alerts, DigestPlan plan, string id, DateTimeOffset now) => new()
    {
        Id = id,
        Recipient = recipient,
        Alerts = alerts,
        Plan = plan,
        At = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
    };

    /// <summary>The person was told of an earlier revision of the article.</summary>
    public bool IsChanged(PlannedArticle planned) => planned.Revision > 1 && Alerts.Any(alert => alert.ToldArticles.Contains(planned.ArticleId));
}
