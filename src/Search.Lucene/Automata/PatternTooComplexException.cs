namespace Search.Lucene.Automata;

/// <summary>A pattern would need more states, or more work, than one pattern may have.</summary>
public sealed class PatternTooComplexException : Exception
{
    public PatternTooComplexException()
        : base("the pattern is too complex")
    {
    }

    public PatternTooComplexException(string message)
        : base(message)
    {
    }

    public PatternTooComplexException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
