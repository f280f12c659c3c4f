namespace Search.Alerts.Tests.Jobs;

/// <summary>A test that needs a PostgreSQL server's programs on the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresCluster.Programs is null)
            Skip = "PostgreSQL is not installed";
    }
}
