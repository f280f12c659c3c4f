namespace Search.Lucene.Codecs.DocValues;

/// <summary>
/// Which strings each document has, by ordinal: those of <c>Docs[i]</c> stand in <c>Ords</c> up to <c>Ends[i]</c> (exclusive), from the
/// end of the one before on. Documents ascend, and so do the ordinals of each; a document without strings is not in it.
/// </summary>
internal sealed record OrdinalSets(int[] Docs, int[] Ends, int[] Ords);
