namespace Search.Alerts.Editing;

/// <summary>What a token of a mail stops.</summary>
/// <param name="Address">The person's address.</param>
/// <param name="Alert">Name of the one alert; null for everything.</param>
/// <param name="Stopped">It is stopped already.</param>
/// <param name="MayComeBack">The person stopped it and may take that back; whom an owner took out may not.</param>
public sealed record UnsubscribeTarget(string Address, string? Alert, bool Stopped, bool MayComeBack = false);
