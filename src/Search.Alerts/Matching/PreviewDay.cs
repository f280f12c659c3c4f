namespace Search.Alerts.Matching;

/// <summary>How many articles a query would have found on a day.</summary>
public sealed record PreviewDay(DateOnly Day, int Count);
