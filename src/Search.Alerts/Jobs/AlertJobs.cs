using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Search.Alerts.Jobs;

/// <summary>Registers the scheduler: a few jobs over all alerts, none per alert. Due times are in our tables; Quartz keeps nothing.</summary>
public static class AlertJobs
{
    /// <summary>
    /// Adds Quartz with its store in memory, and its hosted service. The container must have a <see cref="Running.AlertRunner"/> and a
    /// <see cref="ScheduledWork"/>.
    /// </summary>
    public static IServiceCollection AddAlertJobs(this IServiceCollection services, ScheduledWork work)
    {
        services.AddSingleton(work).AddSingleton<JobGuard>();
        services.AddQuartz(quartz =>
        {
            Add<IndexAndMatchJob>(quartz, "index and match", work.Tick);
            Add<DigestJob>(quartz, "digests", work.DueTick);
            Add<DeliveryJob>(quartz, "delivery", work.DueTick);
            Add<PollJob>(quartz, "feeds", work.PollTick);
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }

    private static void Add<T>(IQuartzBuilder quartz, string name, TimeSpan every)
        where T : class, IJob =>
        quartz.ScheduleJob<T>(trigger => trigger.WithIdentity(name).StartNow().WithSimpleSchedule(every));
}
