namespace Search.Lucene.Automata;

/// <summary>A text is no regular expression.</summary>
public sealed class PatternSyntaxException : FormatException
{
    public PatternSyntaxException(int position, string message)
        : base(message) => Position = position;

    public PatternSyntaxException()
    {
    }

    public PatternSyntaxException(string message)
        : base(message)
    {
    }

    public PatternSyntaxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>First character of the mistake in the pattern, from 0, in UTF-16 characters.</summary>
    public int Position { get; }
}
