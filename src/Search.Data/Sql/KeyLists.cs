using System.Globalization;

namespace Search.Data.Sql;

/// <summary>Lists of keys written into statements as numbers: neither database can take thousands of parameters, and a number needs no quoting.</summary>
internal static class KeyLists
{
    private const int Longest = 1_000;

    /// <summary>One list of at least one and at most a thousand keys.</summary>
    public static string Short(IReadOnlyCollection<long> keys) =>
        keys.Count is > 0 and <= Longest ? Of(keys).Single() : throw new ArgumentOutOfRangeException(nameof(keys), keys.Count, "one to a thousand keys");

    /// <summary>A condition: the column is none of the keys, however many there are.</summary>
    public static string NoneOf(string column, IReadOnlyCollection<long> keys) =>
        keys.Count == 0 ? "TRUE" : string.Join(" AND ", Of(keys).Select(list => $"{column} NOT IN ({list})"));

    /// <summary>Lists such as <c>1,2,3</c>, each short enough for one statement; none for no keys.</summary>
    public static IEnumerable<string> Of(IEnumerable<long> keys) =>
        keys.Chunk(Longest).Select(chunk => string.Join(',', chunk.Select(key => key.ToString(CultureInfo.InvariantCulture))));
}
