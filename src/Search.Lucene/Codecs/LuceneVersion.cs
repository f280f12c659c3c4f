using System.Globalization;

namespace Search.Lucene.Codecs;

/// <summary>A version of Lucene as the files state it. Default: 0.0.0. Ordered.</summary>
public readonly record struct LuceneVersion(int Major, int Minor, int Bugfix) : IComparable<LuceneVersion>
{
    /// <summary>What this library writes.</summary>
    public static LuceneVersion Current { get; } = new(8, 8, 1);

    public static bool operator <(LuceneVersion left, LuceneVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(LuceneVersion left, LuceneVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(LuceneVersion left, LuceneVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LuceneVersion left, LuceneVersion right) => left.CompareTo(right) >= 0;

    public int CompareTo(LuceneVersion other) => (Major, Minor, Bugfix).CompareTo((other.Major, other.Minor, other.Bugfix));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Bugfix}");
}
