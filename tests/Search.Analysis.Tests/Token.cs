namespace Search.Analysis.Tests;

/// <summary>One token with all its columns.</summary>
internal readonly record struct Token(string Term, int Increment, int Start, int End, TokenFlags Flags);
