namespace Search.Queries.Syntax;

/// <summary>Kinds of <see cref="QueryToken"/>.</summary>
internal enum QueryTokenKind
{
    End,
    Word,
    Phrase,
    Regexp,
    And,
    Or,
    Not,
    Plus,
    Minus,
    Open,
    Close,
    Colon,

    /// <summary><c>~</c> and the number after it, if any.</summary>
    Tilde,

    /// <summary><c>^</c> and the number after it, if any.</summary>
    Caret,

    /// <summary><c>[</c> or <c>{</c>; range bounds follow.</summary>
    RangeStart,
    RangeBound,
    QuotedRangeBound,

    /// <summary><c>]</c> or <c>}</c>.</summary>
    RangeEnd,
}
