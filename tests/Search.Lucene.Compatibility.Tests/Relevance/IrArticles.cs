using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Compiling;
using Search.Queries.Syntax;
using Search.Testing.Relevance;

namespace Search.Lucene.Compatibility.Tests.Relevance;

/// <summary>Collections as the product has them: their documents as articles, their questions in its language. Search.Benchmarks compiles this file too.</summary>
internal static class IrArticles
{
    /// <summary>When the documents are said to have come in.</summary>
    private static readonly DateTimeOffset Seen = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(IrCollection collection, IndexDirectory directory) =>
        IrIndex.Write(directory, ArticleSchema.Analyzer, collection.Documents.Select((document, i) => ArticleSchema.ToDocument(new ArticleText
        {
            Id = document.Id,
            Seq = i + 1,
            Seen = Seen,
            Title = document.Title,
            Body = document.Body,
            Language = "en",
        })));

    /// <summary>The words of a question as the product reads them, all or any of them asked for.</summary>
    public static Query Query(IrQuery query, QueryOperator joiner)
    {
        var parsed = QueryParser.Parse(query.Words, new QueryParserOptions { DefaultOperator = joiner });
        return parsed.IsValid
            ? QueryCompiler.Compile(parsed.Root, QueryContext.Search(TimeProvider.System)).Query
            : throw new FormatException($"{query.Words}: {parsed.FirstError}");
    }
}
