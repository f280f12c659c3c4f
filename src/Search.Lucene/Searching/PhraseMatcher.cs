namespace Search.Lucene.Searching;

/// <summary>Looks at the positions in the document that all places of a phrase stand at.</summary>
internal abstract class PhraseMatcher
{
    /// <summary>How often the phrase occurs, near ones counted less; 0 when it does not. Called once for each document.</summary>
    public abstract float Freq();

    /// <summary>At least what <see cref="Freq"/> will say, without reading positions.</summary>
    public abstract float MaxFreq();
}
