using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs;

/// <summary>What a format's reader needs: the directory (of the compound file where there is one), the segment, its fields.</summary>
internal sealed record SegmentReadState(IndexDirectory Directory, SegmentInfo Segment, FieldInfos Fields);
