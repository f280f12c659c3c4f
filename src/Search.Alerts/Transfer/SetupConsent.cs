namespace Search.Alerts.Transfer;

/// <summary>What a person answered to an owner's wish to send mail.</summary>
public sealed record SetupConsent(string Owner, string Recipient, ConsentAnswer Answer);
