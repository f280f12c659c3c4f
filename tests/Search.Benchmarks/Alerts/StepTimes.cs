using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Search.Alerts;
using Search.Benchmarks.Verbs;

namespace Search.Benchmarks.Alerts;

/// <summary>Listens to how long the steps of the stages take. Thread-safe.</summary>
internal sealed class StepTimes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> _seconds = new();

    public StepTimes()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StageTimes.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, seconds, _, _) => _seconds.GetOrAdd(instrument.Name, _ => []).Add(seconds));
        _listener.Start();
    }

    /// <summary>Median microseconds of a step; 0 when it was never taken.</summary>
    public double MedianUs(string step) => _seconds.TryGetValue(step, out var all) ? Json.Round(all.Order().ElementAt(all.Count / 2) * 1e6) : 0;

    /// <summary>Of each step: how often, and wall microseconds in all divided by mails. Steps of several threads add up.</summary>
    public IReadOnlyDictionary<string, object> PerMail(int mails) => _seconds.OrderBy(step => step.Key, StringComparer.Ordinal).ToDictionary(
        step => step.Key,
        object (step) => new Dictionary<string, object> { ["count"] = step.Value.Count, ["us_per_mail"] = Json.Round(step.Value.Sum() / mails * 1e6) });

    public void Dispose() => _listener.Dispose();
}
