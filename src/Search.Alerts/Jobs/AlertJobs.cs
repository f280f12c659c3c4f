using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Search.Alerts.Jobs;

/// <summary>
/// Registers two schedulers with a few jobs over all alerts, none per alert; due times are in our tables. <c>node</c> runs on every node,
/// since each has an index of its own and mails and calls are claimed one by one. <c>shared</c> runs each of its jobs on one node at a time.
/// </summary>
/// <remarks>
/// A job's pause begins when it ends, so that jobs neither pile up behind a slow one nor make up for what they missed: after downtime each
/// runs once. Jobs are stored under stable names and stored anew at each start, so that a changed pause takes effect. A node that does not
/// report for <see cref="CheckIn"/> and <see cref="Grace"/> is taken for dead, and what it ran goes to another at its check-in after next. One that was only slow then runs
/// a job beside the other, which every stage survives: claims are in the database. The nodes' clocks must agree to about a second.
/// </remarks>
public static class AlertJobs
{
    internal const string NodeScheduler = "node";

    internal const string SharedScheduler = "shared";

    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(6);

    /// <summary>
    /// Adds the schedulers and their hosted service, and matching on arrival beside them. The container must have a <see cref="Search.Data.Database"/> and a
    /// <see cref="Running.AlertRunner"/>.
    /// </summary>
    public static IServiceCollection AddAlertJobs(this IServiceCollection services, ScheduledWork work, JobStore store)
    {
        services.AddSingleton(work).AddSingleton<Nightly>().AddSingleton<MatchWork>().AddHostedService<MatchOnArrival>()
            .AddSingleton(provider => new JobGuard(provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddQuartz(NodeScheduler, quartz =>
        {
            Add<IndexJob>(quartz, "index", work.Tick);
            Add<DeliveryJob>(quartz, "delivery", work.DueTick);
            Add<WebhookJob>(quartz, "webhooks", work.DueTick);
        });
        services.AddQuartz(SharedScheduler, quartz =>
        {
            if (store.ConnectionString is { } connectionString)
                quartz.UsePersistentStore(tables => Cluster(tables, connectionString));
            Add<MatchJob>(quartz, "match", work.Tick);
            Add<DigestJob>(quartz, "digests", work.DueTick);
            Add<PollJob>(quartz, "feeds", work.PollTick);
            Add<SweepJob>(quartz, "sweep", work.SweepTick);
            Add<HousekeepingJob>(quartz, "housekeeping", work.HousekeepingTick);
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }

    private static void Cluster(IPersistentStoreBuilder tables, string connectionString)
    {
        tables.UsePostgres(connectionString);
        tables.UseSystemTextJsonSerializer();
        tables.ProvisionSchema();
        tables.UseClustering(cluster =>
        {
            cluster.CheckinInterval = CheckIn;
            cluster.CheckinMisfireThreshold = Grace;
        });
        tables.ConfigureStore(options => options.DbRetryInterval = CheckIn);
    }

    private static void Add<T>(IQuartzBuilder quartz, string name, TimeSpan pause)
        where T : class, IJob =>
        quartz.ScheduleJob<T>(
            trigger => trigger.WithIdentity(name).StartNow().WithSimpleSchedule(schedule => schedule
                .WithInterval(pause)
                .RepeatForever()
                .MeasureIntervalFromCompletion(true)
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)),
            job => job.WithIdentity(name));
}
