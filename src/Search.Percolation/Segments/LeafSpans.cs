using Search.Percolation.Forms;

namespace Search.Percolation.Segments;

/// <summary>Looks over the children of a node.</summary>
internal static class LeafSpans
{
    /// <summary>True when one of the ints is not a leaf.</summary>
    public static bool ContainsAnyExceptLeaves(this ReadOnlySpan<int> children)
    {
        for (var at = 0; at < children.Length; at++)
        {
            if (Form.OpAt(children, at) != Op.Leaf)
                return true;
        }
        return false;
    }
}
