using Search.Analysis;

namespace Search.Lucene.Highlighting;

/// <summary>
/// An index field that a text was indexed into, and the analysis that did it. One text may have several: its words as written, its stems.
/// </summary>
public sealed record HighlightSource(string Field, Analyzer Analyzer);
