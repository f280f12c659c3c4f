using System.Globalization;

namespace Search.Queries.Syntax;

/// <summary>A mistake in a query: where, what is wrong, and how to mend it. Texts are for people.</summary>
/// <param name="Position">First character of the mistake in the query as typed, from 0, in UTF-16 characters.</param>
/// <param name="Length">Its length; 0 for a place where something is missing.</param>
/// <param name="Message">What is wrong: a sentence.</param>
/// <param name="Remedy">How to mend it: a sentence.</param>
/// <param name="Fix">The whole query, mended, for one click; null where there is no single right one.</param>
public sealed record QueryError(int Position, int Length, string Message, string Remedy, string? Fix = null)
{
    /// <summary>"Character 7: message remedy", counting from 1.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Character {Position + 1}: {Message} {Remedy}");
}
