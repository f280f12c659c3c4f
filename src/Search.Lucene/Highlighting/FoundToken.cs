using Search.Lucene.Searching;

namespace Search.Lucene.Highlighting;

/// <summary>A token of the text that the query names.</summary>
internal sealed class FoundToken(TermBytes term, int start, int end, int position)
{
    /// <summary>First byte in the text.</summary>
    public int Start { get; } = start;

    /// <summary>Byte after the last.</summary>
    public int End { get; } = end;

    public int Position { get; } = position;

    public TermBytes Term { get; } = term;

    /// <summary>True for a term by itself, or one of a phrase that stands here.</summary>
    public bool Counts { get; set; }

    public bool Is(TermBytes other) => Term == other;
}
