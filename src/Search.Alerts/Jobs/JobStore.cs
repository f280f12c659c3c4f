namespace Search.Alerts.Jobs;

/// <summary>Where the scheduler keeps which of the shared jobs runs next, and who runs it.</summary>
public sealed record JobStore
{
    private JobStore()
    {
    }

    /// <summary>In memory: this process is the only one that runs jobs on its database.</summary>
    public static JobStore Memory { get; } = new();

    /// <summary>
    /// In tables of a PostgreSQL database, which Quartz makes where they are missing: all processes with the same one are nodes of a cluster,
    /// and each shared job runs on one of them at a time.
    /// </summary>
    public static JobStore Postgres(string connectionString) => new() { ConnectionString = connectionString };

    internal string? ConnectionString { get; private init; }
}
