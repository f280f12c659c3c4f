namespace Search.Percolation;

/// <summary>What a <see cref="PercolatorSnapshot"/> holds.</summary>
/// <param name="Queries">Registered queries.</param>
/// <param name="Groups">Groups of queries that say the same; each is looked at once.</param>
/// <param name="AlwaysTried">Groups that name nothing a matching document must have: every document is tried on them.</param>
/// <param name="OpenPatterns">Patterns without a piece of two bytes or more that their terms have: every word of a document is tried on them.</param>
/// <param name="Terms">Different terms that queries name, of queries that are gone too.</param>
/// <param name="Segments">Parts in which the queries lie.</param>
public sealed record PercolatorStatistics(int Queries, int Groups, int AlwaysTried, int OpenPatterns, int Terms, int Segments);
