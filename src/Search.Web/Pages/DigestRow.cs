using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Outbox;

namespace Search.Web.Pages;

/// <summary>One article of a mail, with the alerts that found it. Article is null when it is gone.</summary>
public sealed record DigestRow(Article? Article, Placing Placing, IReadOnlyList<Alert> Alerts);
