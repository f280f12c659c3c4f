namespace Search.Alerts.Consents;

/// <summary>What a run of the consent stage did.</summary>
/// <param name="Asked">Mails written.</param>
/// <param name="Warnings">What the operator should know, one line each.</param>
public sealed record ConsentReport(int Asked, IReadOnlyList<string> Warnings);
