using Search.Analysis;

namespace Search.Lucene.Indexing;

/// <summary>How an <see cref="IndexWriter"/> works. Immutable. Sizes in megabytes of 2^20 bytes.</summary>
/// <param name="Analyzer">Cuts the tokenized fields into terms.</param>
public sealed record IndexWriterConfig(Analyzer Analyzer)
{
    /// <summary>Memory for documents and deletions before they are flushed as a segment: 64 by default, at most 1,024; small values make many small segments.</summary>
    public double RamBufferMegabytes { get; init; } = 64;

    public OpenMode OpenMode { get; init; } = OpenMode.CreateOrAppend;

    /// <summary>When segments are merged.</summary>
    public MergePolicy MergePolicy { get; init; } = new();

    /// <summary>Merges that run at the same time, each in a thread of its own: half as many as there are cores by default; 0 for merging in the calls that flush.</summary>
    public int MergeThreads { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Segments up to this size are written as one compound file: 8 by default, 0 for never.</summary>
    public double CompoundFileMegabytes { get; init; } = 8;
}
