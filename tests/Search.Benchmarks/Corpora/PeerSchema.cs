using Search.Analysis;
using Search.Analysis.Arabic;
using Search.Analysis.English;
using Search.Analysis.Standard;
using Search.Lucene.Documents;

namespace Search.Benchmarks.Corpora;

/// <summary>The fields and analyzers of the peer harness, so that one Java program reads both indexes.</summary>
internal static class PeerSchema
{
    public static Analyzer Analyzer(string name) => name switch
    {
        "standard" => new StandardAnalyzer(),
        "english" => new EnglishAnalyzer(),
        "arabic" => new ArabicAnalyzer(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "standard, english or arabic"),
    };

    public static Document ToDocument(CorpusArticle article, bool inverted = true, bool stored = true)
    {
        var document = new Document();
        AddText(document, "title", article.Title, inverted, stored);
        AddText(document, "body", article.Body, inverted, stored);
        if (inverted)
        {
            document.Add(Field.String("url", article.Url, stored)).Add(Field.String("source", article.Source, stored));
            document.Add(Field.NumericDocValues("published", article.Published)).Add(Field.LongPoint("published", article.Published));
        }
        else
        {
            document.Add(Field.StoredString("url", article.Url)).Add(Field.StoredString("source", article.Source));
        }
        return document;
    }

    private static void AddText(Document document, string name, byte[] text, bool inverted, bool stored) =>
        document.Add(inverted ? Field.Text(name, text, stored) : Field.Text(name, text, stored, IndexOptions.None));
}
