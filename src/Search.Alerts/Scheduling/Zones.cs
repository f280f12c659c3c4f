namespace Search.Alerts.Scheduling;

/// <summary>Time zones by IANA name.</summary>
public static class Zones
{
    /// <summary>The zone of a name; UTC for one that this machine no longer knows, so that its alerts go on.</summary>
    public static TimeZoneInfo Find(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    public static bool Exists(string name) => name.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
}
