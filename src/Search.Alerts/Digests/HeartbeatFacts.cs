namespace Search.Alerts.Digests;

/// <summary>What an alert did while it found nothing.</summary>
/// <param name="Since">When its last mail, or it itself, was made.</param>
/// <param name="Runs">How often it ran since.</param>
/// <param name="Articles">Articles that it looked at since.</param>
/// <param name="Matches">Of them, found; more than 0 where all were told already.</param>
/// <param name="Sources">Sources that it covers.</param>
/// <param name="SilentSources">Of them, broken or without a new article for long.</param>
public sealed record HeartbeatFacts(DateTimeOffset Since, int Runs, long Articles, int Matches, int Sources, int SilentSources);
