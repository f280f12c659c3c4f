using Search.Data.Alerts;

namespace Search.Web.Pages;

/// <summary>What stands under one alert in a mail.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Articles">How many articles in all, on other pages too.</param>
/// <param name="Rows">Those of this page.</param>
public sealed record DigestGroup(Alert Alert, int Articles, IReadOnlyList<DigestRow> Rows);
