using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>
/// What is looked at when a document has a leaf: further literals that must hold, and which group of queries it leads to. Collected in any
/// order. Not thread-safe.
/// </summary>
/// <remarks>A literal is <c>leaf &lt;&lt; 1</c>, or <c>leaf &lt;&lt; 1 | 1</c> for a leaf that the document must not have.</remarks>
internal sealed class Entries
{
    /// <summary>No literal.</summary>
    public const int None = -1;

    /// <summary>In a payload: it numbers a special group (<see cref="ChosenSpecial"/>, <see cref="SpecialGroup"/>).</summary>
    public const int Special = int.MinValue;

    public IntBuffer Anchors { get; } = new();

    public IntBuffer Seconds { get; } = new();

    public IntBuffer Thirds { get; } = new();

    public IntBuffer Payloads { get; } = new();

    public void Add(int anchor, int second, int third, int payload)
    {
        Anchors.Add(anchor);
        Seconds.Add(second);
        Thirds.Add(third);
        Payloads.Add(payload);
    }

    public static int Literal(int leaf, bool negated = false) => (leaf << 1) | (negated ? 1 : 0);
}
