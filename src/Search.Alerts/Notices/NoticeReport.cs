namespace Search.Alerts.Notices;

/// <summary>What a run of the notice stage did.</summary>
/// <param name="Mails">Mails written.</param>
/// <param name="Notices">Notices told by them.</param>
/// <param name="Warnings">What the operator should know, one line each.</param>
public sealed record NoticeReport(int Mails, int Notices, IReadOnlyList<string> Warnings);
