namespace Search.Ingest.Files;

/// <summary>A line of a file, without its end; valid until the next one is read.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Offset">Of its first byte.</param>
/// <param name="Bytes">Empty when it was too long to be kept.</param>
/// <param name="IsTooLong">Longer than <see cref="LineReader.LongestLine"/>.</param>
internal sealed record Line(long Number, long Offset, ReadOnlyMemory<byte> Bytes, bool IsTooLong);
