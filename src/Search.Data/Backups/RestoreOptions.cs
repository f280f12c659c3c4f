namespace Search.Data.Backups;

/// <summary>How a backup is restored.</summary>
public sealed record RestoreOptions
{
    public static readonly RestoreOptions Default = new();

    /// <summary>Mails that waited in the backup are cancelled, and what they tell counts as told.</summary>
    public bool HoldMail { get; init; }

    /// <summary>The clock that stamps rows.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told how many rows are done.</summary>
    public IProgress<long>? Progress { get; init; }
}
