using System.Diagnostics;
using System.Globalization;

namespace Search.Alerts.Delivery;

/// <summary>
/// Names of processes in claims: <c>machine/process id/random</c>. A claim of a process of this machine that is no more can be given
/// back at once, instead of when its lease ends.
/// </summary>
internal static class ClaimOwner
{
    public static string New() =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");

    /// <summary>True only when the owner is known to be gone: its number may have passed to another process, which then holds the claim until its lease.</summary>
    public static bool IsDead(string owner)
    {
        var parts = owner.Split('/');
        return parts.Length == 3
            && parts[0] == Environment.MachineName
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && id != Environment.ProcessId
            && !IsRunning(id);
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
