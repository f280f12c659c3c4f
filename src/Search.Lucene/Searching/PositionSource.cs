using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>One place of a phrase: the documents that have one of its terms, and where. Moves forward only. A conjunction of terms asks for the documents alone.</summary>
internal abstract class PositionSource(TermBytes[] terms, int offset)
{
    public const int End = int.MaxValue;

    /// <summary>What may stand here, ascending.</summary>
    public TermBytes[] Terms { get; } = terms;

    /// <summary>Position within the phrase.</summary>
    public int Offset { get; } = offset;

    public abstract long Cost { get; }

    /// <summary>-1 at the start, <see cref="End"/> after the last.</summary>
    public abstract int Doc { get; }

    /// <summary>Occurrences in the present document.</summary>
    public abstract int Freq { get; }

    public abstract int NextDoc();

    public abstract int Advance(int target);

    /// <summary>The documents from <see cref="Doc"/> on that can be moved to with <see cref="MoveInBlock"/>; at least that one.</summary>
    public abstract ReadOnlySpan<int> BlockDocs { get; }

    /// <summary>What <see cref="MoveInBlock"/> calls the present document.</summary>
    public abstract int BlockIndex { get; }

    /// <summary>Moves on to a document of <see cref="BlockDocs"/>: as far behind the present <see cref="BlockIndex"/> as it stands there.</summary>
    public abstract void MoveInBlock(int index);

    /// <summary>Lowers each item to the freq of a document of the block, where that is less; without moving.</summary>
    public virtual void LimitFreqs(ReadOnlySpan<byte> indexes, Span<float> freqs)
    {
        foreach (ref var freq in freqs)
            freq = Math.Min(freq, Freq);
    }

    /// <summary>Adds to each item the freq of a document of the block, without moving.</summary>
    public virtual void AddFreqs(ReadOnlySpan<byte> indexes, Span<float> freqs)
    {
        foreach (ref var freq in freqs)
            freq += Freq;
    }

    /// <summary>What walks the documents, where one term stands here.</summary>
    public virtual PostingsCursor? Cursor => null;

    /// <summary>Where the phrase would begin in the present document by each occurrence here, ascending: its position less <see cref="Offset"/>.</summary>
    public abstract ShiftedList Starts();

    /// <summary>The next position in the present document, ascending; <see cref="End"/> after the last.</summary>
    public abstract int NextPosition();

    /// <summary>Bounds on scores ahead, where they are known.</summary>
    public virtual ImpactBounds? Bounds(Bm25 similarity, float weight) => null;
}
