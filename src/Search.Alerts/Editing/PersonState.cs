namespace Search.Alerts.Editing;

/// <summary>Whether a person gets an alert's mails, and if not, why. The strongest reason counts.</summary>
public enum PersonState
{
    /// <summary>Agreed, and gets them.</summary>
    Told,

    /// <summary>Has not answered yet.</summary>
    Waiting,

    Refused,

    /// <summary>Stopped this alert, or was taken out by the owner.</summary>
    Left,

    /// <summary>Stopped all mail from this service.</summary>
    Stopped,

    /// <summary>A server refused the address for good.</summary>
    Suspended,

    /// <summary>All that was known of the person was erased.</summary>
    Erased,
}
