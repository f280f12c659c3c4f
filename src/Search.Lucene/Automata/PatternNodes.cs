namespace Search.Lucene.Automata;

/// <summary>
/// Makes <see cref="PatternNode"/>s, each only once and in a simple form: unions and intersections flat and sorted, sets merged, what
/// adds nothing left away. So derivatives of a pattern are few. The work that one pattern may cause is limited. Not thread-safe.
/// </summary>
internal sealed partial class PatternNodes
{
    /// <summary>Parts looked at while one pattern is built and compiled: less than a second.</summary>
    private const int MaxWork = 1_000_000;

    private readonly Dictionary<Shape, PatternNode> _known = [];
    private int _work;

    public PatternNodes()
    {
        Nothing = Make(new Shape(PatternKind.Nothing, [], CodePointSet.None), acceptsEmpty: false);
        Empty = Make(new Shape(PatternKind.Empty, [], CodePointSet.None), acceptsEmpty: true);
        AnyText = Make(new Shape(PatternKind.Repetition, [Set(CodePointSet.All)], CodePointSet.None, 0, PatternNode.Unlimited), acceptsEmpty: true);
    }

    /// <summary>The work so far.</summary>
    public int Steps => _work;

    public PatternNode Nothing { get; }

    public PatternNode Empty { get; }

    /// <summary>Every text.</summary>
    public PatternNode AnyText { get; }

    public PatternNode Set(CodePointSet set) => set.IsEmpty ? Nothing : Make(new Shape(PatternKind.Set, [], set), acceptsEmpty: false);

    public PatternNode Literal(string text)
    {
        var runes = text.EnumerateRunes().Reverse().ToArray();
        return runes.Aggregate(Empty, (rest, rune) => Concatenation(Set(CodePointSet.Of(rune.Value)), rest));
    }

    public PatternNode Concatenation(PatternNode first, PatternNode second)
    {
        if (first == Nothing || second == Empty)
            return first;
        if (second == Nothing || first == Empty)
            return second;
        if (first == AnyText && (second == AnyText || BeginsWithAnyText(second)))
            return second;
        return Make(
            new Shape(PatternKind.Concatenation, [first, second], CodePointSet.None), first.AcceptsEmpty && second.AcceptsEmpty,
            BeginsWithAnyText(second) ? second : second.EndFromAnyText);
    }

    public PatternNode Union(params IEnumerable<PatternNode> parts)
    {
        var (nodes, set) = Gather(parts, PatternKind.Union, static (left, right) => left.Union(right));
        nodes.Remove(Nothing);
        if (nodes.Contains(AnyText))
            return AnyText;
        if (set is not null)
            nodes.Add(Set(set));
        if (nodes.Contains(Empty) && nodes.Any(node => node != Empty && node.AcceptsEmpty))
            nodes.Remove(Empty);
        if (nodes.Count > 1)
            RemoveContained(nodes);
        return nodes.Count == 0 ? Nothing : Joined(PatternKind.Union, nodes, nodes.Any(node => node.AcceptsEmpty));
    }

    public PatternNode Intersection(params IEnumerable<PatternNode> parts)
    {
        var (nodes, set) = Gather(parts, PatternKind.Intersection, static (left, right) => left.Intersect(right));
        nodes.Remove(AnyText);
        if (set is not null)
            nodes.Add(Set(set));
        if (nodes.Contains(Nothing))
            return Nothing;
        if (nodes.Contains(Empty))
            return nodes.All(node => node.AcceptsEmpty) ? Empty : Nothing;
        return nodes.Count == 0 ? AnyText : Joined(PatternKind.Intersection, nodes, nodes.All(node => node.AcceptsEmpty));
    }

    public PatternNode Complement(PatternNode part)
    {
        if (part.Kind == PatternKind.Complement)
            return part.Parts[0];
        if (part == Nothing)
            return AnyText;
        return part == AnyText ? Nothing : Make(new Shape(PatternKind.Complement, [part], CodePointSet.None), !part.AcceptsEmpty);
    }

    /// <summary>From <paramref name="least"/> to <paramref name="greatest"/> times (or <see cref="PatternNode.Unlimited"/>); nothing when the second is the smaller.</summary>
    public PatternNode Repetition(PatternNode part, int least, int greatest)
    {
        if (greatest != PatternNode.Unlimited && greatest < least)
            return Nothing;
        if (greatest == 0 || part == Empty)
            return Empty;
        if (part == Nothing)
            return least == 0 ? Empty : Nothing;
        if ((least, greatest) == (1, 1) || part == AnyText || (IsStar(part) && least <= 1))
            return part;
        var times = part.AcceptsEmpty ? 0 : least;
        return Make(new Shape(PatternKind.Repetition, [part], CodePointSet.None, times, greatest), times == 0);
    }

    private bool BeginsWithAnyText(PatternNode node) => node.Kind == PatternKind.Concatenation && node.Parts[0] == AnyText;

    /// <summary>
    /// Takes away what another part contains: <c>@a@b</c> beside <c>@b</c>, and <c>b</c> beside <c>a?b</c>. Without this, derivatives of
    /// many stars, or of many optional parts in a row, would be unions of them all.
    /// </summary>
    private void RemoveContained(HashSet<PatternNode> nodes)
    {
        nodes.ExceptWith(nodes.Where(node => EndsInAnother(node, nodes)).ToArray());
        foreach (var node in nodes.OrderByDescending(node => node.Id).ToArray())
        {
            if (!nodes.Contains(node))
                continue;
            for (var rest = node; rest.Kind == PatternKind.Concatenation && rest.Parts[0].AcceptsEmpty && nodes.Count > 1;)
            {
                Work(1);
                rest = rest.Parts[1];
                nodes.Remove(rest);
            }
        }
    }

    private bool EndsInAnother(PatternNode node, HashSet<PatternNode> nodes)
    {
        for (var end = node.EndFromAnyText; end is not null; end = end.EndFromAnyText)
        {
            Work(1);
            if (nodes.Contains(end))
                return true;
        }
        return false;
    }

    private static bool IsStar(PatternNode node) => node is { Kind: PatternKind.Repetition, Least: 0, Greatest: PatternNode.Unlimited };

    /// <summary>The parts, those of the same kind opened; sets are joined into one, null where there are none.</summary>
    private (HashSet<PatternNode> Nodes, CodePointSet? Set) Gather(IEnumerable<PatternNode> parts, PatternKind kind, Func<CodePointSet, CodePointSet, CodePointSet> join)
    {
        var nodes = new HashSet<PatternNode>();
        CodePointSet? set = null;
        foreach (var part in parts.SelectMany(part => part.Kind == kind ? part.Parts : [part]))
        {
            Work(1);
            if (part.Kind == PatternKind.Set)
                set = set is null ? part.Set : join(set, part.Set);
            else
                nodes.Add(part);
        }
        return (nodes, set);
    }

    private PatternNode Joined(PatternKind kind, HashSet<PatternNode> nodes, bool acceptsEmpty) => nodes.Count == 1
        ? nodes.First()
        : Make(new Shape(kind, [.. nodes.OrderBy(node => node.Id)], CodePointSet.None), acceptsEmpty);

    private PatternNode Make(Shape shape, bool acceptsEmpty, PatternNode? endFromAnyText = null)
    {
        if (_known.TryGetValue(shape, out var known))
            return known;
        var node = new PatternNode
        {
            Kind = shape.Kind,
            Id = _known.Count,
            AcceptsEmpty = acceptsEmpty,
            Parts = shape.Parts,
            Set = shape.Set,
            Least = shape.Least,
            Greatest = shape.Greatest,
            EndFromAnyText = endFromAnyText,
        };
        _known.Add(shape, node);
        return node;
    }

    /// <exception cref="PatternTooComplexException">It is more than one pattern may cause.</exception>
    public void Work(int parts)
    {
        _work += parts;
        if (_work > MaxWork)
            throw new PatternTooComplexException();
    }

    /// <summary>What makes two nodes the same.</summary>
    private readonly record struct Shape(PatternKind Kind, PatternNode[] Parts, CodePointSet Set, int Least = 0, int Greatest = 0)
    {
        public bool Equals(Shape other) =>
            Kind == other.Kind && Least == other.Least && Greatest == other.Greatest && Parts.AsSpan().SequenceEqual(other.Parts) && Set.Equals(other.Set);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Kind);
            hash.Add(Least);
            hash.Add(Greatest);
            hash.Add(Set);
            foreach (var part in Parts)
                hash.Add(part.Id);
            return hash.ToHashCode();
        }
    }
}
