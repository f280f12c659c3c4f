namespace Search.Lucene.Highlighting;

/// <summary>One word of a text that made its document match.</summary>
/// <param name="Field">The index field the query asked for.</param>
/// <param name="Term">The term as indexed (folded, perhaps stemmed).</param>
/// <param name="Offset">First byte of the word in the UTF-8 text.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Position">Its position in that field, from 0.</param>
public sealed record MatchReason(string Field, string Term, int Offset, int Length, int Position);
