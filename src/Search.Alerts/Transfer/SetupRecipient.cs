namespace Search.Alerts.Transfer;

/// <summary>Who is told of an alert, or stopped it.</summary>
public sealed record SetupRecipient(string Address, bool Stopped = false);
