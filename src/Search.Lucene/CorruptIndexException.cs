using System.Diagnostics.CodeAnalysis;

namespace Search.Lucene;

/// <summary>A file of the index does not hold what its format promises. The message names file, byte offset, what was expected and what was found.</summary>
public sealed class CorruptIndexException : IOException
{
    public CorruptIndexException(string file, long offset, string expected, string actual, Exception? inner = null)
        : base($"{file}: damaged{(offset < 0 ? "" : $" at byte {offset}")}: expected {expected}, found {actual}", inner)
    {
        File = file;
        Offset = offset;
    }

    /// <summary>The file's name within its directory.</summary>
    public string File { get; }

    /// <summary>Byte offset within that file; -1 where the damage has no one place.</summary>
    public long Offset { get; }

    [DoesNotReturn]
    internal static void Throw(string file, long offset, string expected, string actual) =>
        throw new CorruptIndexException(file, offset, expected, actual);
}
