namespace Search.Alerts.Matching;

/// <summary>Something to be said of a line of a query file.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Reason">For people.</param>
/// <param name="IsMatched">True when the query is matched all the same, and only couldn't be an alert; false when it is left out.</param>
public sealed record QueryLine(int Line, string Reason, bool IsMatched);
