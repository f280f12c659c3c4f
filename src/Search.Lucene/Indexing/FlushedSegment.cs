using Search.Lucene.Codecs;
using Search.Lucene.Numerics;

namespace Search.Lucene.Indexing;

/// <summary>A segment that was just written, and which of its documents are live; null when all are.</summary>
internal sealed record FlushedSegment(SegmentInfo Info, FixedBitSet? LiveDocs, int DeletedDocs);
