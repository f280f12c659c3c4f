using System.Globalization;

namespace Search.Lucene.Codecs;

/// <summary>Names of an index's files. Generations are written in base 36 with small letters.</summary>
internal static class IndexFileNames
{
    public const string Segments = "segments";
    public const string PendingSegments = "pending_segments";
    public const string WriteLock = "write.lock";

    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static string ToBase36(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Span<char> buffer = stackalloc char[13];
        var at = buffer.Length;
        do
        {
            buffer[--at] = Digits[(int)(number % 36)];
            number /= 36;
        }
        while (number > 0);
        return buffer[at..].ToString();
    }

    /// <summary>The number that <paramref name="digits"/> write in base 36, or -1 when they don't, or it is too big.</summary>
    public static long FromBase36(ReadOnlySpan<char> digits)
    {
        if (digits.Length is 0 or > 13)
            return -1;
        long number = 0;
        foreach (var digit in digits)
        {
            var value = Digits.IndexOf(digit, StringComparison.Ordinal);
            if (value < 0 || number > (long.MaxValue - value) / 36)
                return -1;
            number = number * 36 + value;
        }
        return number;
    }

    /// <summary><c>segments_1a</c> of generation 46.</summary>
    public static string SegmentsFile(long generation) => $"{Segments}_{ToBase36(generation)}";

    public static string PendingSegmentsFile(long generation) => $"{PendingSegments}_{ToBase36(generation)}";

    /// <summary>Generation of a <c>segments_N</c> file, or -1 for any other name.</summary>
    public static long SegmentsGeneration(string name) =>
        name.StartsWith(Segments + "_", StringComparison.Ordinal) ? FromBase36(name.AsSpan(Segments.Length + 1)) : -1;

    /// <summary><c>_0_1.liv</c> of segment <c>_0</c> and generation 1.</summary>
    public static string Generation(string segment, string extension, long generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{segment}_{ToBase36(generation)}.{extension}");

    /// <summary>The segment that a file belongs to (<c>_0</c> of <c>_0.fdt</c> and of <c>_0_Lucene84_0.doc</c>), or the whole name when it has no mark.</summary>
    public static string SegmentOf(string file)
    {
        var end = file.IndexOf('_', Math.Min(1, file.Length));
        if (end < 0)
            end = file.IndexOf('.', StringComparison.Ordinal);
        return end < 0 ? file : file[..end];
    }
}
