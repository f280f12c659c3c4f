namespace Search.Lucene.Searching;

/// <summary>What a clause of a <see cref="BooleanQuery"/> asks of a document.</summary>
public enum Occur
{
    /// <summary>May match, and then adds to the score.</summary>
    Should,

    /// <summary>Has to match, and adds to the score.</summary>
    Must,

    /// <summary>Has to match, and adds nothing.</summary>
    Filter,

    /// <summary>Must not match.</summary>
    MustNot,
}
