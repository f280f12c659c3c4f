using Search.Percolation.Forms;
using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>
/// The leaves of a segment that is being built: what a document has or has not. Terms come first, numbered by <see cref="TermMap"/>; then the
/// other kinds, in the order in which they were met. Not thread-safe.
/// </summary>
internal sealed class LeafTable
{
    private readonly RowTable _rows = new();
    private readonly IntBuffer _uses = new();

    public TermMap Terms { get; } = new();

    /// <summary>Terms, then others.</summary>
    public int Count => Terms.Count + _rows.Count;

    /// <summary>Of each leaf that is no term: the node of its form, with leaves in place of terms; a set is <see cref="Op.Or"/> over leaves.</summary>
    public RowTable Others => _rows;

    /// <summary>Counts a term, which gets a leaf when it is new.</summary>
    public int AddTerm(int term)
    {
        var leaf = Terms.FindOrAdd(term);
        if (leaf == _uses.Count)
            _uses.Add(0);
        _uses[leaf]++;
        return leaf;
    }

    /// <summary>The leaf of another node. All terms must be known by now.</summary>
    /// <exception cref="InvalidOperationException">There are more leaves than numbers for them, some 134 million.</exception>
    public int Add(ReadOnlySpan<int> node)
    {
        if (Count >= Form.MaxArgument)
            throw new InvalidOperationException($"a segment has at most {Form.MaxArgument} leaves");
        return Terms.Count + _rows.FindOrAdd(node);
    }

    /// <summary>In how many places of queries a term was met.</summary>
    public int Uses(int leaf) => _uses[leaf];
}
