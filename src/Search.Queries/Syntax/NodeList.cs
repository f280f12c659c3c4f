using System.Collections;
using System.Collections.Immutable;

namespace Search.Queries.Syntax;

/// <summary>Two or more nodes in order, with value equality. Immutable.</summary>
public sealed class NodeList : IReadOnlyList<SyntaxNode>, IEquatable<NodeList>
{
    private readonly ImmutableArray<SyntaxNode> _nodes;

    public NodeList(IEnumerable<SyntaxNode> nodes)
    {
        _nodes = [.. nodes];
        if (_nodes.Length < 2)
            throw new ArgumentException("a list of clauses has two or more", nameof(nodes));
    }

    public int Count => _nodes.Length;

    public SyntaxNode this[int index] => _nodes[index];

    public bool Equals(NodeList? other) => other is not null && _nodes.SequenceEqual(other._nodes);

    public override bool Equals(object? obj) => Equals(obj as NodeList);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var node in _nodes)
            hash.Add(node);
        return hash.ToHashCode();
    }

    public IEnumerator<SyntaxNode> GetEnumerator() => ((IEnumerable<SyntaxNode>)_nodes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
