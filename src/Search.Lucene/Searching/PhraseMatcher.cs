namespace Search.Lucene.Searching;

/// <summary>Looks at the positions in the document that all places of a phrase stand at, or in the documents of a stretch.</summary>
internal abstract class PhraseMatcher
{
    /// <summary>How often the phrase occurs, near ones counted less; 0 when it does not. Called at most once for each document.</summary>
    public abstract float Freq();

    /// <summary>At least what <see cref="Freq"/> will say, without reading positions.</summary>
    public abstract float MaxFreq();

    /// <summary>As <see cref="MaxFreq"/>, of each document of a stretch.</summary>
    public abstract void MaxFreqs(CommonStretch stretch, Span<float> freqs);

    /// <summary>As <see cref="Freq"/>, of each document of a stretch.</summary>
    public virtual void Freqs(CommonStretch stretch, Span<float> freqs)
    {
        for (var i = 0; i < freqs.Length; i++)
        {
            stretch.MoveTo(i);
            freqs[i] = Freq();
        }
    }
}
