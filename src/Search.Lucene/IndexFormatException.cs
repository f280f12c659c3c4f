namespace Search.Lucene;

/// <summary>The file is sound but of a codec or version that this library does not read. The message names file, codec and versions.</summary>
public sealed class IndexFormatException(string file, string message) : IOException($"{file}: {message}")
{
    /// <summary>The file's name within its directory.</summary>
    public string File { get; } = file;
}
