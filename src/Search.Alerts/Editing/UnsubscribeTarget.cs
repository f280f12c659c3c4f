namespace Search.Alerts.Editing;

/// <summary>What a token of a mail stops.</summary>
/// <param name="Address">The person's address.</param>
/// <param name="Alert">Name of the one alert; null for everything.</param>
/// <param name="Stopped">It is stopped already.</param>
public sealed record UnsubscribeTarget(string Address, string? Alert, bool Stopped);
