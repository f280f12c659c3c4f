using Search.Lucene.Searching;

namespace Search.Queries.Searching;

/// <summary>A word of an article and how much it says of it: times it occurs there, by how rare it is elsewhere.</summary>
internal readonly record struct WeightedWord(TermBytes Term, float Weight);
