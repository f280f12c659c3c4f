using Search.Data.Alerts;

namespace Search.Alerts.Matching;

/// <summary>A version of an alert's query, and the stretch of the ingest sequence that it covers: above one number, up to another or without end.</summary>
internal readonly record struct QueryStretch(long AlertId, int Version, long BeganSeq, long? EndedSeq)
{
    public static QueryStretch Of(AlertVersion version) => new(version.AlertId, version.Version, version.BeganSeq, version.EndedSeq);

    public bool Covers(long seq) => seq > BeganSeq && (EndedSeq is null || seq <= EndedSeq);
}
