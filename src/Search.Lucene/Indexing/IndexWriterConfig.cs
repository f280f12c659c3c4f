using Search.Analysis;

namespace Search.Lucene.Indexing;

/// <summary>How an <see cref="IndexWriter"/> works. Immutable. Sizes in megabytes of 2^20 bytes.</summary>
/// <param name="Analyzer">Cuts the tokenized fields into terms.</param>
public sealed record IndexWriterConfig(Analyzer Analyzer)
{
    /// <summary>Memory for documents and deletions before they are flushed as a segment: 64 by default, at most 1,024; small values make many small segments.</summary>
    public double RamBufferMegabytes { get; init; } = 64;

    public OpenMode OpenMode { get; init; } = OpenMode.CreateOrAppend;

    /// <summary>
    /// Number of the first new segment, where the index has come no farther itself: 0 by default. Far apart for two indexes one of which
    /// is to take the other's place (<see cref="IndexWriter.ReplaceWith"/>).
    /// </summary>
    public long FirstSegmentNumber { get; init; }

    /// <summary>When segments are merged.</summary>
    public MergePolicy MergePolicy { get; init; } = new();

    /// <summary>Merges that run at the same time, each in a thread of its own: half as many as there are cores by default, but at least two, so that small ones need not wait for a large one; 0 for merging in the calls that flush.</summary>
    public int MergeThreads { get; init; } = Math.Max(2, Environment.ProcessorCount / 2);

    /// <summary>
    /// Threads that write the terms of one large buffer, the one that flushes among them: as many as there are cores by default, but at most four;
    /// more than six are of no use. With more than one, some stretches of encoded postings are in memory besides the buffer.
    /// </summary>
    public int FlushThreads { get; init; } = Math.Min(4, Environment.ProcessorCount);

    /// <summary>Segments up to this size are written as one compound file: 8 by default, 0 for never.</summary>
    public double CompoundFileMegabytes { get; init; } = 8;
}
