namespace Search.Alerts.Consents;

/// <summary>What came of asking one person.</summary>
internal enum AskOutcome
{
    Asked,

    /// <summary>The person answered, left, or was asked by another process meanwhile; or can't be asked.</summary>
    Passed,

    /// <summary>The address has had as many questions as it may get for now.</summary>
    AddressFull,

    /// <summary>The owner has asked as many people as one may for now.</summary>
    OwnerFull,
}
