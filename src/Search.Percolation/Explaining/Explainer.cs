using Search.Analysis;
using Search.Lucene.Documents;
using Search.Lucene.Highlighting;
using Search.Lucene.Searching;

namespace Search.Percolation.Explaining;

/// <summary>Tells which words of a document match a query, by analysing it again.</summary>
internal static class Explainer
{
    public static IReadOnlyList<FieldExplanation> Explain(Query query, Document document, Analyzer analyzer)
    {
        var highlighter = new Highlighter(query);
        var found = new List<FieldExplanation>();
        foreach (var field in document.Fields)
        {
            if (field.IndexOptions == IndexOptions.None)
                continue;
            var source = field.Tokenized ? new HighlightSource(field.Name, analyzer, field.Analysis) : new HighlightSource(field.Name, WholeValueAnalyzer.Instance);
            if (highlighter.Reasons(field.Utf8, [source]) is { Count: > 0 } reasons)
                found.Add(new FieldExplanation(field, reasons));
        }
        return found;
    }
}
