using Search.Lucene.Documents;
using Search.Lucene.Highlighting;

namespace Search.Percolation;

/// <summary>Why a value of a document's field matches a query.</summary>
/// <param name="Field">The value.</param>
/// <param name="Reasons">
/// The words that make it match, in the order of the text, with their byte offsets and positions; not empty.
/// <see cref="Highlighter.Passages(ReadOnlyMemory{byte}, IReadOnlyList{MatchReason}, HighlightOptions?)"/> makes passages of them.
/// </param>
public sealed record FieldExplanation(Field Field, IReadOnlyList<MatchReason> Reasons);
