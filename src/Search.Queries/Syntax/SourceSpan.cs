namespace Search.Queries.Syntax;

/// <summary>Where a node stood in the text as typed, from 0, in UTF-16 characters. No part of a node's value: any two are equal.</summary>
public readonly struct SourceSpan(int start, int end) : IEquatable<SourceSpan>
{
    public int Start { get; } = start;

    public int End { get; } = end;

    public int Length => End - Start;

    public static bool operator ==(SourceSpan left, SourceSpan right) => left.Equals(right);

    public static bool operator !=(SourceSpan left, SourceSpan right) => !left.Equals(right);

    /// <summary>Always true: see the type.</summary>
    public bool Equals(SourceSpan other) => true;

    public override bool Equals(object? obj) => obj is SourceSpan;

    public override int GetHashCode() => 0;
}
