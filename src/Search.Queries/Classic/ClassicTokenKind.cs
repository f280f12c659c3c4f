namespace Search.Queries.Classic;

/// <summary>Kinds of <see cref="ClassicToken"/>: those of Lucene's grammar.</summary>
internal enum ClassicTokenKind
{
    End,
    And,
    Or,
    Not,
    Plus,
    Minus,

    /// <summary>An operator followed by white space: a word of one character.</summary>
    BareOperator,
    Open,
    Close,
    Colon,
    Star,
    Caret,
    Quoted,
    Term,
    FuzzySlop,
    PrefixTerm,
    WildTerm,
    RegexpTerm,
    RangeStart,

    /// <summary>An end of a range without quotes.</summary>
    RangeGoop,
    RangeQuoted,
    RangeTo,
    RangeEnd,
    Number,
}
