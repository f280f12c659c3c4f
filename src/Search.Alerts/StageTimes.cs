using System.Diagnostics.Metrics;

namespace Search.Alerts;

/// <summary>How long the steps of the stages take, in seconds, by the names below: for whoever listens to the meter. Costs next to nothing when nobody does.</summary>
internal static class StageTimes
{
    public const string MeterName = "Search.Alerts";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>One batch of people, read.</summary>
    public static readonly Histogram<double> DigestRead = Meter.CreateHistogram<double>("digest.read", "s");

    /// <summary>The passages of one mail, found.</summary>
    public static readonly Histogram<double> DigestExcerpts = Meter.CreateHistogram<double>("digest.excerpts", "s");

    /// <summary>One mail, composed to its bytes; with its passages.</summary>
    public static readonly Histogram<double> DigestCompose = Meter.CreateHistogram<double>("digest.compose", "s");

    /// <summary>One batch of mails, stored.</summary>
    public static readonly Histogram<double> DigestStore = Meter.CreateHistogram<double>("digest.store", "s");

    /// <summary>One look whether a mail may still be handed over.</summary>
    public static readonly Histogram<double> DeliveryCheck = Meter.CreateHistogram<double>("delivery.check", "s");

    /// <summary>One mail, handed over or not.</summary>
    public static readonly Histogram<double> DeliverySend = Meter.CreateHistogram<double>("delivery.send", "s");

    /// <summary>One group of results, recorded, and of mails, taken in hand.</summary>
    public static readonly Histogram<double> DeliveryRecord = Meter.CreateHistogram<double>("delivery.record", "s");

    /// <summary>Notes the time since <paramref name="began"/>, a time stamp of <paramref name="time"/>.</summary>
    public static void Since(this Histogram<double> step, TimeProvider time, long began) => step.Record(time.GetElapsedTime(began).TotalSeconds);
}
