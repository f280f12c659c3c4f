using Search.Analysis;
using Search.Lucene.Documents;

namespace Search.Queries.Articles;

/// <summary>The documents of articles, for one of two readers: texts are cut for both by the one that comes first. Not thread-safe.</summary>
/// <param name="shared">Null where there is no other reader: then texts are left to be cut by who takes the documents.</param>
public sealed class ArticleDocuments(SharedDocuments? shared)
{
    /// <summary>Longer articles, in characters, are not kept: their tokens take too much memory.</summary>
    private const int LongestShared = 1 << 18;

    /// <summary>Fields, small arrays and nodes of an article that is kept, in bytes.</summary>
    private const int ObjectBytes = 4096;

    private readonly StreamSharing _sharing = new();
    private readonly CutText.Cutter _cutter = new();
    private readonly Dictionary<string, TokenStream> _streams = new(StringComparer.Ordinal);

    /// <summary>The same document as <see cref="ArticleSchema.ToDocument"/>.</summary>
    public Document Of(ArticleText article)
    {
        if (shared is null || article.Body.Length + article.Title.Length > LongestShared)
            return ArticleSchema.ToDocument(article);
        if (shared.Take(article, out var isAhead) is { } taken)
            return taken;
        if (!isAhead)
            return ArticleSchema.ToDocument(article);
        var document = Cut(ArticleSchema.ToDocument(article), out var bytes);
        shared.Leave(article, document, bytes + ObjectBytes + (sizeof(char) * (article.Body.Length + article.Title.Length)));
        return document;
    }

    private Document Cut(Document whole, out long bytes)
    {
        var document = new Document();
        bytes = 0;
        try
        {
            foreach (var field in whole.Fields)
            {
                var cut = field.Tokenized ? field.CutInto(_cutter.Cut(Stream(field.Analysis), field.Utf8)) : field;
                bytes += field.Utf8.Length + (cut.Tokens?.Bytes ?? 0);
                document.Add(cut);
            }
            return document;
        }
        finally
        {
            _sharing.Forget();
        }
    }

    private TokenStream Stream(string analysis)
    {
        if (!_streams.TryGetValue(analysis, out var stream))
            _streams.Add(analysis, stream = ArticleSchema.Analyzer.CreateStream(analysis, _sharing));
        return stream;
    }
}
