using System.Runtime.CompilerServices;

namespace Search.Percolation.Forms;

/// <summary>Reads forms: trees in prefix order (<see cref="Op"/>). A node is named by the index of its first int.</summary>
internal static class Form
{
    private const int OpBits = 4;

    /// <summary>The largest number, and the most children.</summary>
    public const int MaxArgument = int.MaxValue >> OpBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Head(Op op, int argument) => (argument << OpBits) | (int)op;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Op OpAt(ReadOnlySpan<int> form, int at) => (Op)(form[at] & ((1 << OpBits) - 1));

    /// <summary>The number of a leaf; how many children, terms or places another node has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Argument(ReadOnlySpan<int> form, int at) => form[at] >> OpBits;

    /// <summary>Behind the node.</summary>
    public static int Next(ReadOnlySpan<int> form, int at)
    {
        while (OpAt(form, at) == Op.Not)
            at++;
        return HasLength(OpAt(form, at)) ? at + form[at + 1] : at + 1;
    }

    /// <summary>The first child of a node that has children.</summary>
    public static int FirstChild(ReadOnlySpan<int> form, int at) => OpAt(form, at) switch
    {
        Op.Not => at + 1,
        Op.AtLeast => at + 3,
        _ => at + 2,
    };

    /// <summary>True where the second int is the length.</summary>
    public static bool HasLength(Op op) => op is Op.And or Op.Or or Op.AtLeast or Op.Phrase or Op.Places;
}
