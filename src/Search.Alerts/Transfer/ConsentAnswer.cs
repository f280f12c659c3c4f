namespace Search.Alerts.Transfer;

/// <summary>Where the question stands.</summary>
public enum ConsentAnswer
{
    /// <summary>Not asked yet, or no answer.</summary>
    Waiting,

    Confirmed,

    Refused,
}
