using Search.Data;
using Search.Data.Alerts;

namespace Search.Alerts.Scheduling;

/// <summary>
/// Sets due times anew that lie further away than an honest clock puts them (see <see cref="DueTimes"/>): they were set by a clock that ran
/// ahead, and would keep their alerts silent until then. And puts off what was missed, while nothing ran, to the end of the quiet hours that
/// it is now. Each is one query over what is due later than tomorrow, or since some time, grouped by schedule; mostly they find nothing.
/// </summary>
internal sealed class DueRepair(Database database)
{
    /// <summary>What is due for so long was missed: a busy morning does not take as long.</summary>
    private static readonly TimeSpan Missed = TimeSpan.FromMinutes(10);

    /// <summary>Puts off what was missed; returns how many due times.</summary>
    public async Task<int> PutOffAsync(CancellationToken cancellation = default)
    {
        var now = database.Time.GetUtcNow();
        var schedules = await database.ReadAsync(session => session.Subscriptions.QuietSchedulesDueBeforeAsync(now - Missed), cancellation);
        var quiet = schedules.Where(schedule => Of(schedule).AfterQuietHours(now) > now).ToList();
        return quiet.Count == 0 ? 0 : await database.WriteAsync(DataLock.Matches, session => PutOffAsync(session, quiet, now), cancellation);
    }

    /// <summary>Returns how many were set anew.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var now = database.Time.GetUtcNow();
        var schedules = await database.ReadAsync(session => session.Subscriptions.SchedulesDueAfterAsync(now + DueTimes.SetBack), cancellation);
        var astray = schedules.Where(schedule => Of(schedule).IsAstray(schedule.LastDueAt, now)).ToList();
        return astray.Count == 0 ? 0 : await database.WriteAsync(DataLock.Matches, session => BringForwardAsync(session, astray, now), cancellation);
    }

    private static async Task<int> PutOffAsync(DataSession session, List<DueSchedule> quiet, DateTimeOffset now)
    {
        var count = 0;
        foreach (var schedule in quiet)
            count += await session.Subscriptions.PutOffAsync(schedule, now - Missed, Of(schedule).AfterQuietHours(now));
        return count;
    }

    private static async Task<int> BringForwardAsync(DataSession session, List<DueSchedule> astray, DateTimeOffset now)
    {
        var count = 0;
        foreach (var schedule in astray)
        {
            // Without a rate by the clock it is a match that waits.
            var next = Of(schedule).Next(now) ?? Of(schedule).AfterQuietHours(now);
            count += await session.Subscriptions.BringForwardAsync(schedule, Of(schedule).Furthest(now), next);
        }
        return count;
    }

    private static Schedule Of(DueSchedule schedule) => Schedule.Of(schedule.Rate, schedule.Zone, schedule.QuietFrom, schedule.QuietTo);
}
