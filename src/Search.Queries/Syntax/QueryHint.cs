using System.Globalization;

namespace Search.Queries.Syntax;

/// <summary>A query that is right as it is, but may not be what was meant.</summary>
/// <param name="Position">First character in the query as typed, from 0.</param>
/// <param name="Length">Characters it is about.</param>
/// <param name="Message">The question to the reader.</param>
/// <param name="Fix">The whole query as it was perhaps meant.</param>
public sealed record QueryHint(int Position, int Length, string Message, string Fix)
{
    /// <summary>"Character 7: message", counting from 1.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Character {Position + 1}: {Message}");
}
