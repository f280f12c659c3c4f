namespace Search.Lucene.Automata;

/// <summary>Kinds of <see cref="PatternNode"/>.</summary>
internal enum PatternKind
{
    /// <summary>No text at all.</summary>
    Nothing,

    /// <summary>The empty text.</summary>
    Empty,

    /// <summary>One code point of a set.</summary>
    Set,

    /// <summary>The first part, then the second.</summary>
    Concatenation,
    Union,
    Intersection,
    Complement,

    /// <summary>The part again and again, a least and a greatest number of times.</summary>
    Repetition,
}
