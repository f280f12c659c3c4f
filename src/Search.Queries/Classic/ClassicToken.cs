namespace Search.Queries.Classic;

/// <summary>One token, its image as typed.</summary>
internal readonly record struct ClassicToken(ClassicTokenKind Kind, string Image, int Position);
