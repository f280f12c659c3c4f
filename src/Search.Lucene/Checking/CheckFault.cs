namespace Search.Lucene.Checking;

/// <summary>Something in an index that is not as the formats promise.</summary>
/// <param name="File">Name of the file within the index.</param>
/// <param name="Offset">Byte in that file, or -1 where the fault has no one place.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record CheckFault(string File, long Offset, string Message)
{
    public override string ToString() => Message;
}
