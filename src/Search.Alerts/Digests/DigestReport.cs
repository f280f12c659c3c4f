namespace Search.Alerts.Digests;

/// <summary>What a run of the digest stage did.</summary>
/// <param name="Mails">Mails composed and queued.</param>
/// <param name="Articles">Articles in them, shown and counted.</param>
/// <param name="Warnings">What the operator should know, one line each.</param>
public sealed record DigestReport(int Mails, int Articles, IReadOnlyList<string> Warnings);
