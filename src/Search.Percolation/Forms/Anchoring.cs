namespace Search.Percolation.Forms;

/// <summary>Whether a form names something that each of its documents has, so that it can be found by it.</summary>
internal static class Anchoring
{
    /// <summary>False for queries that every document has to be tried on: those that only say what a document has not.</summary>
    public static bool IsPossible(ReadOnlySpan<int> form) => IsPossible(form, 0);

    private static bool IsPossible(ReadOnlySpan<int> form, int at) => Form.OpAt(form, at) switch
    {
        Op.And => Count(form, at) > 0,
        Op.Or => Count(form, at) == Form.Argument(form, at),
        Op.AtLeast => Count(form, at) > Form.Argument(form, at) - form[at + 2],
        Op.Not or Op.All => false,
        _ => true,
    };

    private static int Count(ReadOnlySpan<int> form, int at)
    {
        var count = 0;
        var end = Form.Next(form, at);
        for (var child = Form.FirstChild(form, at); child < end; child = Form.Next(form, child))
            count += IsPossible(form, child) ? 1 : 0;
        return count;
    }
}
