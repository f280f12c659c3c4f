namespace Search.Lucene.Codecs.BlockTree;

/// <summary>A block that was written for a prefix; several when there were too many entries for one.</summary>
/// <param name="Pointer">Offset in the .tim file.</param>
/// <param name="LeadLabel">First byte of the suffixes of its first entry; -1 for an empty suffix.</param>
/// <param name="HasTerms">At least one entry is a term.</param>
internal readonly record struct FloorBlock(long Pointer, int LeadLabel, bool HasTerms);
