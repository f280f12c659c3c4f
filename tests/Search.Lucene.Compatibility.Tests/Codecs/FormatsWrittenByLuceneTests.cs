using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Search.Analysis;
using Search.Analysis.Standard;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Compound;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Points;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Numerics;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Codecs;

public sealed class FormatsWrittenByLuceneTests
{
    private const string Corpus = "data/articles/fakes.jsonl.gz";

    [PeerFact(Peer.Lucene)]
    public void Every_stored_field_doc_value_and_point_of_an_index_of_real_Lucene_equals_its_source()
    {
        using var folder = new TemporaryFolder();
        LucenePeer.Run("index", Shared.PathOf(Corpus), folder.Path);
        using var directory = new MMapDirectory(folder.Path);
        var articles = ReadCorpus();
        var infos = SegmentInfos.ReadLatest(directory);
        Assert.Equal(articles.Count, infos.MaxDoc);
        var next = 0;
        foreach (var segment in infos.Segments)
        {
            AssertSegment(directory, segment.Info, articles.Slice(next, segment.Info.MaxDoc));
            next += segment.Info.MaxDoc;
        }
    }

    private static void AssertSegment(IndexDirectory directory, SegmentInfo segment, List<Article> articles)
    {
        Assert.True(segment.IsCompoundFile);
        Assert.Equal(LuceneVersion.Current, segment.Version);
        using var compound = new CompoundDirectory(directory, segment);
        compound.CheckIntegrity();
        var fields = FieldInfosFormat.Read(compound, segment);
        Assert.Equal(fields.Select(PerFieldAttributes.Stamp).Select(field => field.Attributes), fields.Select(field => field.Attributes));
        var state = new SegmentReadState(compound, segment, fields);
        AssertStoredFields(state, articles);
        AssertNorms(state, articles);
        AssertDates(state, articles);
    }

    private static void AssertStoredFields(SegmentReadState state, List<Article> articles)
    {
        using var reader = new StoredFieldsReader(state);
        reader.CheckIntegrity();
        var stored = Enumerable.Range(0, articles.Count).Select(doc => reader.Document(doc))
            .Select(document => (document.GetString("title"), document.GetString("body"), document.GetString("url"), document.GetString("source")));
        Assert.Equal(articles.Select(article => ((string?)article.Title, (string?)article.Body, (string?)article.Url, (string?)article.Source)), stored);
    }

    private static void AssertNorms(SegmentReadState state, List<Article> articles)
    {
        using var reader = new NormsReader(state);
        reader.CheckIntegrity();
        Assert.Null(reader.Field(state.Fields.Find("url")!));
        AssertNorms(reader.Field(state.Fields.Find("body")!)!, articles.Select(article => article.Body));
        AssertNorms(reader.Field(state.Fields.Find("title")!)!, articles.Select(article => article.Title));
    }

    private static void AssertNorms(FieldNorms norms, IEnumerable<string> texts)
    {
        var stream = new StandardAnalyzer().CreateStream("body");
        var expected = texts.Select(text => SmallFloat.IntToByte4(CountTokens(stream, text))).ToArray();
        Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(norms.Get));
    }

    private static int CountTokens(TokenStream stream, string text)
    {
        var count = 0;
        stream.Reset(Encoding.UTF8.GetBytes(text));
        while (stream.Next(out var batch))
            count += batch.Count;
        return count;
    }

    private static void AssertDates(SegmentReadState state, List<Article> articles)
    {
        using var values = new DocValuesReader(state);
        using var points = new PointsReader(state);
        values.CheckIntegrity();
        points.CheckIntegrity();
        var column = values.Numeric("published")!;
        var tree = points.Field("published")!;
        Assert.Equal(articles.Select(article => article.Published), Enumerable.Range(0, articles.Count).Select(doc => column.TryGet(doc, out var value) ? value : -1));
        Assert.Equal((articles.Min(article => article.Published), articles.Max(article => article.Published), articles.Count), (tree.Min, tree.Max, tree.Size));
        foreach (var day in articles.Select(article => article.Published).Distinct())
        {
            var found = new FixedBitSet(articles.Count);
            tree.Intersect(day, day + 86_400 * 30, found);
            Assert.Equal(articles.Select(article => article.Published >= day && article.Published <= day + 86_400 * 30), Enumerable.Range(0, articles.Count).Select(found.Get));
        }
    }

    private static List<Article> ReadCorpus()
    {
        using var file = new GZipStream(File.OpenRead(Shared.PathOf(Corpus)), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var articles = new List<Article>();
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            string Text(string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            var published = DateTimeOffset.TryParse(Text("published"), null, System.Globalization.DateTimeStyles.AssumeUniversal, out var date) ? date.ToUnixTimeSeconds() : 0;
            articles.Add(new Article(Text("title"), Text("body"), Text("url"), Text("source"), published));
        }
        return articles;
    }

    private sealed record Article(string Title, string Body, string Url, string Source, long Published);
}
