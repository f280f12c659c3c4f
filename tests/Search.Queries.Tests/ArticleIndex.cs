using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Compiling;
using Search.Queries.Syntax;

namespace Search.Queries.Tests;

/// <summary>Articles in an index in memory, searched as people search.</summary>
internal sealed class ArticleIndex : IDisposable
{
    public static readonly DateTimeOffset Now = new(2015, 3, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryDirectory _directory = new();
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    public ArticleIndex(params ArticleText[] articles)
    {
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(ArticleSchema.Analyzer)))
        {
            foreach (var article in articles)
                writer.UpdateDocument(FieldNames.Id, article.Id, ArticleSchema.ToDocument(article));
            writer.Commit(ArticleSchema.Stamp());
        }
        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader);
    }

    public IReadOnlyDictionary<string, string> UserData => _reader.UserData;

    /// <summary>One article whose id is its place in the list, from a.</summary>
    public static ArticleIndex OfBodies(params string[] bodies) => new([.. bodies.Select((body, i) => Article(((char)('a' + i)).ToString(), body))]);

    public static ArticleText Article(string id, string body, string title = "") => new() { Id = id, Seq = id[0], Seen = Now, Body = body, Title = title };

    /// <summary>Ids of the matches, best first, joined: "ac".</summary>
    public string Find(string query, QueryContext? context = null)
    {
        var parsed = QueryParser.Parse(query);
        Assert.Null(parsed.FirstError);
        var compiled = QueryCompiler.Compile(parsed.Root!, context ?? new QueryContext(Now, TimeZoneInfo.Utc));
        var found = _searcher.Search(compiled.Query, 100);
        return string.Concat(found.Hits.Select(hit => _reader.Document(hit.Doc).GetString(FieldNames.Id)));
    }

    /// <summary>Ids of the matches in the order in which they were added.</summary>
    public string FindSorted(string query, QueryContext? context = null) => string.Concat(Find(query, context).Order());

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
    }
}
