namespace Search.Alerts.Retention;

/// <summary>What was let go.</summary>
/// <param name="Articles">Articles taken down for their age.</param>
/// <param name="Mails">Mails whose text was erased.</param>
/// <param name="Runs">Runs forgotten.</param>
public sealed record RetentionReport(int Articles, int Mails, int Runs);
