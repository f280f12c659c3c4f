using Search.Data.Alerts;

namespace Search.Alerts.Transfer;

/// <summary>A pause, until an instant or until it is ended.</summary>
public sealed record SetupPause(PauseMode Mode, DateTimeOffset? Until = null);
