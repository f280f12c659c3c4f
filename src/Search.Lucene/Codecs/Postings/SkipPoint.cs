namespace Search.Lucene.Codecs.Postings;

/// <summary>A place between two blocks of documents of a term's postings. Default: not a place.</summary>
/// <param name="LastDoc">The last document before the place; 0 at the start.</param>
/// <param name="DocPointer">Offset in the .doc file of the block that follows.</param>
/// <param name="PositionPointer">Offset in the .pos file of the block that holds the next position.</param>
/// <param name="PositionsToSkip">Positions of that block that belong to documents before the place.</param>
internal readonly record struct SkipPoint(int LastDoc, long DocPointer, long PositionPointer, int PositionsToSkip);
