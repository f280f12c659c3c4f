using System.Globalization;

namespace Search.Queries.Classic;

/// <summary>A text is not of Lucene's classic syntax, or holds a pattern that is none or costs too much.</summary>
public sealed class ClassicSyntaxException : FormatException
{
    public ClassicSyntaxException(int position, string message)
        : base(string.Create(CultureInfo.InvariantCulture, $"Character {position + 1}: {message}")) => Position = position;

    public ClassicSyntaxException()
    {
    }

    public ClassicSyntaxException(string message)
        : base(message)
    {
    }

    public ClassicSyntaxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>First character of the mistake, from 0.</summary>
    public int Position { get; }
}
