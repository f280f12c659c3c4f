namespace Search.Analysis;

/// <summary>Says how the text of a field becomes tokens. Immutable and thread-safe; the streams it makes are neither.</summary>
public abstract class Analyzer
{
    /// <summary>A new stream for texts of <paramref name="field"/>. Callers keep one for each field and thread, and reset it for each text.</summary>
    public abstract TokenStream CreateStream(string field);

    /// <summary>The gap in positions between two values of one field of one document.</summary>
    public virtual int PositionIncrementGap(string field) => 0;
}
