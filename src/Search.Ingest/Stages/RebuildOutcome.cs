namespace Search.Ingest.Stages;

/// <summary>What came of a rebuild that somebody waited for.</summary>
/// <param name="Rows">Rows that went into the new index, also ones that a later revision replaced.</param>
/// <param name="Here">True when this process did it; false when the holder of the writer lock did.</param>
public sealed record RebuildOutcome(long Rows, bool Here);
