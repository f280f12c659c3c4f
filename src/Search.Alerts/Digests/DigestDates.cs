using System.Globalization;

namespace Search.Alerts.Digests;

/// <summary>Dates as mails write them: <c>17 March 2015</c>, <c>17 March 2015, 14:05</c>.</summary>
internal static class DigestDates
{
    public static string Day(DateTimeOffset at, TimeZoneInfo zone) => Day(TimeZoneInfo.ConvertTime(at, zone));

    /// <summary>In its own offset.</summary>
    public static string Day(DateTimeOffset at) => at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A date of publication that names no time of day is stored as midnight UTC, and is the same day in every zone.</summary>
    public static string Published(DateTimeOffset at, TimeZoneInfo zone) =>
        at.UtcDateTime.TimeOfDay == TimeSpan.Zero ? Day(at, TimeZoneInfo.Utc) : Minute(at, zone);
}
