using Search.Testing.Relevance;

namespace Search.Benchmarks.Relevance;

/// <summary>One line of the table: how well one side ranks one collection.</summary>
internal sealed record IrRow(string Collection, string By, RelevanceScores Scores);
