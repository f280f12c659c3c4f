namespace Search.Ingest.Fetching;

/// <summary>A fetch that was not made, or not finished, for safety or for its limits; the message says which, for people.</summary>
public sealed class FetchRefusedException : Exception
{
    public FetchRefusedException(string message)
        : base(message)
    {
    }

    public FetchRefusedException()
    {
    }

    public FetchRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
