namespace Search.Alerts.Editing;

/// <summary>What a token of a confirmation mail is about.</summary>
/// <param name="Address">Who is asked.</param>
/// <param name="Owner">Whose alerts would be told.</param>
/// <param name="Alerts">Names of the alerts that wait for the answer, or are told.</param>
/// <param name="Confirmed">The person has agreed.</param>
/// <param name="Refused">The person has refused.</param>
/// <param name="Stopped">The person has stopped all mail from this service, which an agreement does not take back.</param>
public sealed record ConsentTarget(string Address, string Owner, IReadOnlyList<string> Alerts, bool Confirmed, bool Refused, bool Stopped = false);
