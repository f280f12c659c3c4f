using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs;

/// <summary>What a format's writer needs: where the files go, the segment they belong to (its final <see cref="SegmentInfo.MaxDoc"/> included, where the writer depends on it), its fields.</summary>
internal sealed record SegmentWriteState(IndexDirectory Directory, SegmentInfo Segment, FieldInfos Fields);
