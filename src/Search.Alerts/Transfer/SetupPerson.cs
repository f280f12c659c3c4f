namespace Search.Alerts.Transfer;

/// <summary>A person by address.</summary>
/// <param name="Address">A bare address.</param>
/// <param name="Operator">Named by the operator; see <see cref="Search.Data.Alerts.Recipient.Operator"/>.</param>
/// <param name="Stopped">Has stopped all mail.</param>
/// <param name="Suspended">Why a server refused the address for good; null when none did.</param>
public sealed record SetupPerson(string Address, bool Operator = true, bool Stopped = false, string? Suspended = null);
