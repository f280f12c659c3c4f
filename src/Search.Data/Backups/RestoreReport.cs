namespace Search.Data.Backups;

/// <summary>What came of a restore.</summary>
/// <param name="Rows">Rows of the backup.</param>
/// <param name="At">When the backup was written.</param>
/// <param name="Queued">Mails that wait to be sent, and are by the next run.</param>
/// <param name="Held">Mails that waited and were cancelled; what they tell counts as told.</param>
public sealed record RestoreReport(long Rows, DateTimeOffset At, long Queued, long Held);
