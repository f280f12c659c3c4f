namespace Search.Alerts.Returns;

/// <summary>What came of mail that came back.</summary>
public sealed record ReturnReport
{
    /// <summary>Mails read.</summary>
    public int Read { get; init; }

    /// <summary>Addresses that a report says are gone for good, and to which nothing more is sent.</summary>
    public int Suspended { get; init; }

    /// <summary>People who stopped all mail or one alert: by a mail to the unsubscribe address, or by a complaint to their provider.</summary>
    public int Unsubscribed { get; init; }

    /// <summary>Mails that change nothing: reports of delays, of mails that are not ours, answers of people and machines.</summary>
    public int Ignored { get; init; }

    /// <summary>What could not be read or moved, one line each.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
