using System.Text;

namespace Search.Lucene.Automata;

/// <summary>A set of code points as sorted ranges with gaps between them. Immutable, with value equality.</summary>
internal sealed class CodePointSet : IEquatable<CodePointSet>
{
    public const int Last = 0x10FFFF;

    // First and last of each range, in turn.
    private readonly int[] _bounds;

    private CodePointSet(int[] bounds) => _bounds = bounds;

    public static CodePointSet None { get; } = new([]);

    public static CodePointSet All { get; } = new([0, Last]);

    public bool IsEmpty => _bounds.Length == 0;

    public int RangeCount => _bounds.Length / 2;

    public static CodePointSet Of(int codePoint) => new([codePoint, codePoint]);

    public static CodePointSet Of(List<int> codePoints)
    {
        codePoints.Sort();
        return Merged(codePoints.ConvertAll(codePoint => (codePoint, codePoint)));
    }

    /// <summary>From <paramref name="first"/> to <paramref name="last"/>, inclusive.</summary>
    public static CodePointSet Range(int first, int last) => new([first, last]);

    public (int First, int Last) RangeAt(int index) => (_bounds[2 * index], _bounds[2 * index + 1]);

    public bool Contains(int codePoint)
    {
        var place = Array.BinarySearch(_bounds, codePoint);
        return place >= 0 || (~place & 1) != 0;
    }

    public CodePointSet Union(CodePointSet other)
    {
        var ranges = new List<(int First, int Last)>(RangeCount + other.RangeCount);
        for (var i = 0; i < RangeCount; i++)
            ranges.Add(RangeAt(i));
        for (var i = 0; i < other.RangeCount; i++)
            ranges.Add(other.RangeAt(i));
        ranges.Sort();
        return Merged(ranges);
    }

    public CodePointSet Intersect(CodePointSet other) => Complement().Union(other.Complement()).Complement();

    public CodePointSet Complement()
    {
        var bounds = new List<int>();
        var next = 0;
        for (var i = 0; i < RangeCount; i++)
        {
            var (first, last) = RangeAt(i);
            if (first > next)
                bounds.AddRange([next, first - 1]);
            next = last + 1;
        }
        if (next <= Last)
            bounds.AddRange([next, Last]);
        return new CodePointSet([.. bounds]);
    }

    public bool Equals(CodePointSet? other) => other is not null && _bounds.AsSpan().SequenceEqual(other._bounds);

    public override bool Equals(object? obj) => Equals(obj as CodePointSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var bound in _bounds)
            hash.Add(bound);
        return hash.ToHashCode();
    }

    /// <summary>In the syntax of <see cref="RegExp"/>.</summary>
    public override string ToString()
    {
        if (Equals(All))
            return ".";
        if (_bounds.Length == 2 && _bounds[0] == _bounds[1])
            return Escaped(_bounds[0]);
        var inside = string.Concat(Enumerable.Range(0, RangeCount).Select(RangeAt)
            .Select(range => range.First == range.Last ? Escaped(range.First) : Escaped(range.First) + "-" + Escaped(range.Last)));
        return inside.Length == 0 ? "#" : $"[{inside}]";
    }

    private static CodePointSet Merged(List<(int First, int Last)> ranges)
    {
        var bounds = new List<int>();
        foreach (var (first, last) in ranges)
        {
            if (bounds.Count > 0 && first <= bounds[^1] + 1)
                bounds[^1] = Math.Max(bounds[^1], last);
            else
                bounds.AddRange([first, last]);
        }
        return new CodePointSet([.. bounds]);
    }

    private static string Escaped(int codePoint)
    {
        var text = Rune.IsValid(codePoint) ? new Rune(codePoint).ToString() : ((char)codePoint).ToString();
        return text.Length == 1 && !char.IsLetterOrDigit(text[0]) ? "\\" + text : text;
    }
}
