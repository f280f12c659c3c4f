using System.IO.Compression;
using System.Text.Json;
using Search.Analysis.Standard;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Compiling;
using Search.Queries.Syntax;
using Search.Testing;

namespace Search.Queries.Tests.Articles;

public sealed class NewsQueriesTests
{
    [SharedFact("data/articles/allsides.jsonl.gz", "data/articles/fakes.jsonl.gz", "data/queries/news_boolean_hits.json.gz")]
    public void In_standard_analysis_each_query_finds_what_lies_between_its_two_lists()
    {
        using var directory = new MemoryDirectory();
        Write(directory, "data/articles/allsides.jsonl.gz", "data/articles/fakes.jsonl.gz");
        using var reader = DirectoryReader.Open(directory);
        using var lists = JsonDocument.Parse(Unzip("data/queries/news_boolean_hits.json.gz"));

        var queries = lists.RootElement.EnumerateObject().ToArray();
        Assert.Equal(20, queries.Length);
        foreach (var query in queries)
            Check(query.Name, query.Value, reader);
    }

    [SharedFact("data/queries/clef_tar_boolean.tsv", "data/queries/search-benchmark-game.queries.jsonl")]
    public void Queries_of_other_engines_parse_or_are_explained()
    {
        var count = 0;
        foreach (var text in OtherQueries())
        {
            var parsed = QueryParser.Parse(text);
            Assert.True(parsed.IsValid || parsed.Errors.All(error => error.Message.Length > 0 && error.Remedy.Length > 0), text);
            count++;
        }
        Assert.True(count > 1_000, $"only {count} queries");
    }

    private static void Check(string name, JsonElement lists, DirectoryReader reader)
    {
        var parsed = QueryParser.Parse(lists.GetProperty("query").GetString()!);
        Assert.Null(parsed.FirstError);
        var compiled = QueryCompiler.Compile(parsed.Root!, new QueryContext(default, TimeZoneInfo.Utc), ArticleWords.Standard);
        var found = new HashSet<string>(StringComparer.Ordinal);
        new IndexSearcher(reader).ForEachMatch(compiled.Query, doc => found.Add(reader.Document(doc).GetString(FieldNames.Id)!));

        var sets = lists.EnumerateObject().Where(list => list.Value.ValueKind == JsonValueKind.Array)
            .Select(list => list.Value.EnumerateArray().Select(id => id.GetString()!).ToHashSet(StringComparer.Ordinal)).ToArray();
        Assert.Equal(2, sets.Length);
        var missing = sets[0].Intersect(sets[1]).Except(found).ToArray();
        var surplus = found.Except(sets[0].Union(sets[1])).ToArray();
        Assert.True(missing.Length == 0 && surplus.Length == 0, $"{name} {parsed.Text}: misses {string.Join(' ', missing)}, and finds {string.Join(' ', surplus)}");
    }

    private static void Write(MemoryDirectory directory, params string[] corpora)
    {
        using var writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()));
        foreach (var line in corpora.SelectMany(corpus => File.Exists(Shared.PathOf(corpus)) ? Lines(corpus) : []))
        {
            using var json = JsonDocument.Parse(line);
            var article = json.RootElement;
            writer.AddDocument(new Document()
                .Add(Field.String(FieldNames.Id, article.GetProperty("id").GetString()!, stored: true))
                .Add(Field.Text(FieldNames.Title, Text(article, "title"), stored: false))
                .Add(Field.Text(FieldNames.Body, Text(article, "body"), stored: false)));
        }
        writer.Commit();
    }

    private static IEnumerable<string> OtherQueries()
    {
        foreach (var line in File.ReadLines(Shared.PathOf("data/queries/search-benchmark-game.queries.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            yield return json.RootElement.GetProperty("query").GetString()!;
        }
        foreach (var line in File.ReadLines(Shared.PathOf("data/queries/clef_tar_boolean.tsv")).Skip(1))
        {
            using var json = JsonDocument.Parse(line[(line.LastIndexOf('\t') + 1)..]);
            foreach (var query in json.RootElement.EnumerateArray())
                yield return query.GetString()!;
        }
        foreach (var line in File.ReadLines(Shared.PathOf("data/queries/news_boolean.tsv")))
            yield return line.Split('\t')[1];
    }

    private static string Text(JsonElement article, string name) =>
        article.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static IEnumerable<string> Lines(string file)
    {
        using var stream = new GZipStream(File.OpenRead(Shared.PathOf(file)), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static string Unzip(string file) => string.Join('\n', Lines(file));
}
