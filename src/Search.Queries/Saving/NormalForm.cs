using Search.Queries.Syntax;

namespace Search.Queries.Saving;

/// <summary>
/// The normal form of a query: trees that match the same articles by the rules of logic below have equal normal forms. AND and OR
/// are flattened, their clauses sorted and told once; a double NOT vanishes; fields stand at the leaves; boosts and clauses that only
/// score are gone; of wildcards side by side the question marks come first and stars are one. Not more: equal forms mean equal matches, different forms mean nothing.
/// </summary>
public static class NormalForm
{
    /// <summary>The normal form of <paramref name="root"/>.</summary>
    public static SyntaxNode Of(SyntaxNode root) => Normalise(root, field: null);

    /// <summary>The normal form as text: a key for "is this query saved already".</summary>
    public static string KeyOf(SyntaxNode root) => Of(root).ToString();

    private static SyntaxNode Normalise(SyntaxNode node, string? field) => node switch
    {
        AndNode and => And(and, field),
        OrNode or => Or(or, field),
        NotNode { Clause: NotNode inner } => Normalise(inner.Clause, field),
        NotNode not => Not(Normalise(not.Clause, field)),
        BoostNode boost => Normalise(boost.Clause, field),
        FieldNode inner => Normalise(inner.Clause, inner.Field),
        MatchAllNode => new MatchAllNode(),
        WildcardNode wildcard => InField(Wildcard(PatternText.Ordered(wildcard.Pattern)), field),
        _ => InField(node, field),
    };

    private static SyntaxNode InField(SyntaxNode node, string? field) => field is null ? node : new FieldNode(field, node);

    /// <summary>A beginning where it is no more than that.</summary>
    private static SyntaxNode Wildcard(string pattern) =>
        pattern.EndsWith('*') && pattern.AsSpan(0, pattern.Length - 1) is var beginning && !beginning.ContainsAny('*', '?', '\\')
            ? new PrefixNode(beginning.ToString())
            : new WildcardNode(pattern);

    private static SyntaxNode Not(SyntaxNode normal) => normal is NotNode not ? not.Clause : new NotNode(normal);

    private static SyntaxNode And(AndNode node, string? field)
    {
        var clauses = Sorted(node.Clauses.SelectMany(clause => Flat(Normalise(clause, field), inner => (inner as AndNode)?.Clauses)));
        clauses.RemoveAll(clause => clause is MatchAllNode);
        return clauses.Count switch
        {
            0 => new MatchAllNode(),
            1 => clauses[0],
            _ => new AndNode(new NodeList(clauses)),
        };
    }

    private static SyntaxNode Or(OrNode node, string? field)
    {
        var clauses = Sorted(node.Clauses.SelectMany(clause => Flat(Normalise(clause, field), inner => (inner as OrNode)?.Clauses)));
        if (clauses.Exists(clause => clause is MatchAllNode))
            return new MatchAllNode();
        return clauses.Count == 1 ? clauses[0] : new OrNode(new NodeList(clauses));
    }

    private static IEnumerable<SyntaxNode> Flat(SyntaxNode node, Func<SyntaxNode, NodeList?> inner) => inner(node) ?? (IEnumerable<SyntaxNode>)[node];

    private static List<SyntaxNode> Sorted(IEnumerable<SyntaxNode> nodes) =>
        [.. nodes.Select(node => (Node: node, Text: node.ToString())).DistinctBy(pair => pair.Text, StringComparer.Ordinal)
            .OrderBy(pair => pair.Text, StringComparer.Ordinal).Select(pair => pair.Node)];
}
