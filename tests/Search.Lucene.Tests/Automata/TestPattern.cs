using System.Globalization;

namespace Search.Lucene.Tests.Automata;

/// <summary>
/// A regular expression as a tree, with the plainest meaning there is: from a place in a text, the places where a match of it may end.
/// No state machine, no backtracking: the twin of the automata.
/// </summary>
internal abstract record TestPattern
{
    public bool Matches(string text)
    {
        var runes = text.EnumerateRunes().Select(rune => rune.Value).ToArray();
        return Ends(runes, 0).Contains(runes.Length);
    }

    public abstract HashSet<int> Ends(int[] text, int start);

    internal sealed record OneOf(int First, int Last) : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start) => start < text.Length && text[start] >= First && text[start] <= Last ? [start + 1] : [];

        public override string ToString() => First == Last ? Shown(First) : (First, Last) == (0, 0x10FFFF) ? "." : $"[{Shown(First)}-{Shown(Last)}]";

        private static string Shown(int codePoint) => char.ConvertFromUtf32(codePoint) is { Length: 1 } text && !char.IsLetterOrDigit(text[0]) ? "\\" + text : char.ConvertFromUtf32(codePoint);
    }

    internal sealed record NoneOf(int First, int Last) : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start) => start < text.Length && (text[start] < First || text[start] > Last) ? [start + 1] : [];

        public override string ToString() => $"[^{char.ConvertFromUtf32(First)}-{char.ConvertFromUtf32(Last)}]";
    }

    internal sealed record Row(TestPattern Left, TestPattern Right) : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start) => [.. Left.Ends(text, start).SelectMany(end => Right.Ends(text, end))];

        public override string ToString() => $"{Left}{Right}";
    }

    internal sealed record Either(TestPattern Left, TestPattern Right) : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start) => [.. Left.Ends(text, start), .. Right.Ends(text, start)];

        public override string ToString() => $"({Left}|{Right})";
    }

    internal sealed record Both(TestPattern Left, TestPattern Right) : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start) => [.. Left.Ends(text, start).Intersect(Right.Ends(text, start))];

        public override string ToString() => $"({Left}&{Right})";
    }

    internal sealed record Not(TestPattern Inner) : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start) => [.. Enumerable.Range(start, text.Length - start + 1).Except(Inner.Ends(text, start))];

        public override string ToString() => $"~({Inner})";
    }

    internal sealed record Times(TestPattern Inner, int Least, int? Greatest) : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start)
        {
            HashSet<int> ends = Least == 0 ? [start] : [];
            HashSet<int> now = [start];
            // An empty match may be repeated as often as one likes: more rounds than there are characters change nothing.
            for (var i = 1; i <= Math.Min(Greatest ?? int.MaxValue, Least + text.Length + 1); i++)
            {
                now = [.. now.SelectMany(end => Inner.Ends(text, end))];
                if (i >= Least)
                    ends.UnionWith(now);
            }
            return ends;
        }

        public override string ToString() => $"({Inner}){{{Least.ToString(CultureInfo.InvariantCulture)},{Greatest?.ToString(CultureInfo.InvariantCulture)}}}";
    }

    internal sealed record Numbers(int Least, int Greatest) : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start)
        {
            var ends = new HashSet<int>();
            for (var end = start + 1; end <= text.Length && text[end - 1] is >= '0' and <= '9'; end++)
            {
                var value = long.Parse(string.Concat(text[start..end].Select(digit => (char)digit)), CultureInfo.InvariantCulture);
                if (value >= Least && value <= Greatest && (Digits == 0 || end - start == Digits))
                    ends.Add(end);
            }
            return ends;
        }

        private int Digits => Text(Least).Length == Text(Greatest).Length ? Text(Least).Length : 0;

        public override string ToString() => $"<{Text(Least)}-{Text(Greatest)}>";

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    internal sealed record AnyText : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start) => [.. Enumerable.Range(start, text.Length - start + 1)];

        public override string ToString() => "@";
    }

    internal sealed record Fixed(string Content, string Written) : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start)
        {
            var content = Content.EnumerateRunes().Select(rune => rune.Value).ToArray();
            return text.AsSpan(start).StartsWith(content) ? [start + content.Length] : [];
        }

        public override string ToString() => Written;
    }

    internal sealed record Nothing : TestPattern
    {
        public override HashSet<int> Ends(int[] text, int start) => [];

        public override string ToString() => "#";
    }
}
