namespace Search.Percolation.Forms;

/// <summary>
/// What a node of a form is: the low four bits of its first int. Above them stands what the kind needs: a number, or how many children follow.
/// </summary>
/// <remarks>
/// Forms are trees in prefix order, as ints. <c>Term</c>, <c>Pattern</c>, <c>Range</c>, <c>Leaf</c>, <c>All</c> and <c>None</c> are one int. <c>Not</c> is one int and its
/// child. The others have a second int, how many ints they take in all; <c>AtLeast</c> has a third, how many children must hold; <c>Phrase</c>
/// has the terms side by side; <c>Places</c> has its slop, then for each place its position, the number of its terms, and the terms.
/// </remarks>
internal enum Op
{
    Term,
    And,
    Or,
    AtLeast,
    Not,

    /// <summary>Every document.</summary>
    All,

    /// <summary>No document.</summary>
    None,

    /// <summary>Terms side by side, in one field.</summary>
    Phrase,

    /// <summary>A phrase of any other kind: sloppy, with gaps, with several terms at a place.</summary>
    Places,
    Pattern,
    Range,

    /// <summary>In a segment: something that a document has or has not, numbered by the segment.</summary>
    Leaf,
}
