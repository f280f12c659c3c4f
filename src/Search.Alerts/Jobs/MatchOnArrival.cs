using Microsoft.Extensions.Hosting;
using Search.Data;

namespace Search.Alerts.Jobs;

/// <summary>
/// Matches what this process stores as soon as it is committed, on every node; <see cref="MatchJob"/> finds what other processes store, and what a fault
/// left behind.
/// </summary>
internal sealed class MatchOnArrival(Database database, MatchWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await work.LookAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await database.Arrivals.WaitAsync(stoppingToken);
            await work.ArrivalsAsync(stoppingToken);
        }
    }
}
