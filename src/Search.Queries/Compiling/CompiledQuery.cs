using Search.Lucene.Searching;

namespace Search.Queries.Compiling;

/// <summary>A query that an index can run.</summary>
/// <param name="Query">The query, filters included.</param>
/// <param name="Notices">What of the text had no effect, for people: words of which analysis left nothing.</param>
public sealed record CompiledQuery(Query Query, IReadOnlyList<string> Notices);
