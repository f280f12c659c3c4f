namespace Search.Alerts.Delivery;

/// <summary>When a mail that could not be handed over is tried again: soon at first, then ever rarer, for five days.</summary>
internal static class Backoff
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(5);

    private static readonly int[] Minutes = [1, 5, 15, 30, 60, 120, 240];

    /// <summary>Pause after the given number of attempts, from 1.</summary>
    public static TimeSpan After(int attempts) => TimeSpan.FromMinutes(Minutes[Math.Clamp(attempts, 1, Minutes.Length) - 1]);
}
