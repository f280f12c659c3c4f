using Search.Lucene.Searching;

namespace Search.Queries.Compiling;

/// <summary>One word of a query, analysed.</summary>
/// <param name="Form">The term of the words' field to look for: the folded word, or its capitals form when only capitals are meant.</param>
/// <param name="Folded">The folded word.</param>
/// <param name="Stem">The term of the stems' field that is meant as well; null for a name or capitals.</param>
/// <param name="PositionIncrement">Positions from the word before.</param>
internal readonly record struct QueryWord(TermBytes Form, TermBytes Folded, TermBytes? Stem, int PositionIncrement);
