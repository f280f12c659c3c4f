namespace Search.Alerts.Consents;

/// <summary>How often people are asked, so that nobody can be bombed with questions that others make this service send.</summary>
public static class ConsentLimits
{
    /// <summary>Questions of one owner to one person, ever.</summary>
    public const int Asks = 3;

    /// <summary>Pause between two of them.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromDays(3);

    /// <summary>Questions to one address, whoever asks, within <see cref="AddressWindow"/>.</summary>
    public const int PerAddress = 3;

    public static readonly TimeSpan AddressWindow = TimeSpan.FromHours(24);

    /// <summary>People whom one owner asks within <see cref="OwnerWindow"/>.</summary>
    public const int PerOwner = 50;

    public static readonly TimeSpan OwnerWindow = TimeSpan.FromHours(1);
}
