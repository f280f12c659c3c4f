using Search.Analysis;
using Search.Lucene.Searching;

namespace Search.Queries.Analysing;

/// <summary>One token of an analysed query text.</summary>
/// <param name="Term">Its bytes.</param>
/// <param name="PositionIncrement">Positions from the token before.</param>
/// <param name="Start">First byte in the UTF-8 text.</param>
/// <param name="End">Byte after the last.</param>
/// <param name="Flags">What the tokenizer and filters saw.</param>
internal readonly record struct AnalysedToken(TermBytes Term, int PositionIncrement, int Start, int End, TokenFlags Flags);
