using Search.Lucene.Searching;

namespace Search.Queries.Compiling;

/// <summary>One word of a query, analysed.</summary>
/// <param name="Term">The term of the words' fields to look for: the folded word, or its form in capitals where only capitals are meant.</param>
/// <param name="Form">The folded word.</param>
/// <param name="Stems">Terms of the stems' fields that are meant as well, the likeliest first; none for a name.</param>
/// <param name="Position">Its position in the text, from 0.</param>
internal sealed record QueryWord(TermBytes Term, TermBytes Form, IReadOnlyList<TermBytes> Stems, int Position);
