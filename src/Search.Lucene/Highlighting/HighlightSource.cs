using Search.Analysis;

namespace Search.Lucene.Highlighting;

/// <summary>
/// An index field that a text was indexed into, and the analysis that did it. One text may have several: its words as written, its stems.
/// </summary>
/// <param name="Field">The field that queries name.</param>
/// <param name="Analyzer">Makes the stream of tokens.</param>
/// <param name="Analysis">The name to ask the analyzer for, where it is not the field's own (stems by language).</param>
public sealed record HighlightSource(string Field, Analyzer Analyzer, string? Analysis = null);
