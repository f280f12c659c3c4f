namespace Search.Alerts.Editing;

/// <summary>What is wrong with a request: the field, as <see cref="AlertRequest"/> names it, and a sentence for people.</summary>
public sealed record AlertProblem(string Field, string Message);
