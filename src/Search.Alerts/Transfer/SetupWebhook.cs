namespace Search.Alerts.Transfer;

/// <summary>A webhook without its secret: an imported one gets a new one.</summary>
/// <param name="Url">The address, which is often a secret itself.</param>
/// <param name="Disabled">Why it is called no more; null when it is.</param>
public sealed record SetupWebhook(string Url, string? Disabled = null);
