namespace Search.Alerts.Digests;

/// <summary>Why an alert found an article: a word as it stands there, and the fields it stands in.</summary>
public sealed record Reason(string Term, IReadOnlyList<string> Fields);
