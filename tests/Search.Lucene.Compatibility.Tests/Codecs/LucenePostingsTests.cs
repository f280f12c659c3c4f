using System.Text;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Codecs;

public sealed class LucenePostingsTests
{
    private const string Corpus = "data/articles/fakes.jsonl.gz";

    [PeerFact(Peer.Lucene)]
    public void Every_posting_of_an_index_by_Lucene_is_read_as_its_analyzer_gave_it()
    {
        using var folder = new TemporaryFolder();
        LucenePeer.IndexAsOneSegment(Corpus, folder.Path);
        using var directory = new MMapDirectory(folder.Path);
        var state = Open(directory);
        using var reader = new PostingsReader(state);
        reader.CheckIntegrity();
        var reference = new ReferencePostings(Corpus);
        var articleByDoc = ArticlesByDocument(reader, reference);
        var titles = Recount(reader.Field("title")!, state.Segment.MaxDoc);
        var bodies = Recount(reader.Field("body")!, state.Segment.MaxDoc);
        foreach (var (doc, article) in articleByDoc)
        {
            Assert.Equal(reference.Articles[article].Length, titles[doc].Count + bodies[doc].Count);
            Assert.Equal(reference.Tokens(article, 0, titles[doc].Count), titles[doc]);
            Assert.Equal(reference.Tokens(article, titles[doc].Count, bodies[doc].Count), bodies[doc]);
        }
    }

    [PeerFact(Peer.Lucene)]
    public void What_is_written_of_an_index_by_Lucene_has_its_bytes_and_passes_its_check()
    {
        using var folder = new TemporaryFolder();
        LucenePeer.IndexAsOneSegment(Corpus, folder.Path);
        using var copies = new MemoryDirectory();
        using (var directory = new MMapDirectory(folder.Path))
        {
            var state = Open(directory);
            Rewrite(state, copies);
            AssertSameBytes(directory, copies, state.Segment.FileName("doc", PostingsFormat.Suffix));
            AssertSameBytes(directory, copies, state.Segment.FileName("pos", PostingsFormat.Suffix));
            foreach (var name in copies.ListAll())
                Assert.True(copies.FileLength(name) <= directory.FileLength(name) * 1.02, $"{name}: {copies.FileLength(name)} bytes, Lucene's has {directory.FileLength(name)}");
        }
        foreach (var name in copies.ListAll())
            File.WriteAllBytes(folder.File(name), Bytes(copies, name));
        Assert.Contains("clean=true", LucenePeer.Check(folder.Path), StringComparison.Ordinal);
    }

    private static SegmentReadState Open(IndexDirectory directory)
    {
        var segment = Assert.Single(SegmentInfos.ReadLatest(directory).Segments).Info;
        Assert.False(segment.IsCompoundFile);
        return new SegmentReadState(directory, segment, FieldInfosFormat.Read(directory, segment));
    }

    /// <summary>The terms of a field turned round: by document, its tokens in the order of their positions.</summary>
    private static List<(string Token, int Position)>[] Recount(Terms terms, int maxDoc)
    {
        var documents = new List<(string Token, int Position)>[maxDoc];
        for (var doc = 0; doc < maxDoc; doc++)
            documents[doc] = [];
        var cursor = new PostingsCursor();
        var enumerator = terms.Enumerate();
        long count = 0, postings = 0, occurrences = 0;
        while (enumerator.MoveNext())
        {
            count++;
            var state = enumerator.State;
            postings += state.DocFreq;
            occurrences += state.TotalTermFreq;
            var term = Encoding.UTF8.GetString(enumerator.Term);
            cursor.Reset(terms, state, PostingsFeatures.Positions);
            for (var doc = cursor.NextDoc(); doc != PostingsCursor.End; doc = cursor.NextDoc())
            {
                for (var left = cursor.Freq; left > 0; left--)
                    documents[doc].Add((term, cursor.NextPosition()));
            }
        }
        Assert.Equal((terms.Count, terms.SumDocFreq, terms.SumTotalTermFreq), (count, postings, occurrences));
        Assert.Equal(terms.DocCount, documents.Count(tokens => tokens.Count > 0));
        foreach (var tokens in documents)
            tokens.Sort((a, b) => a.Position.CompareTo(b.Position));
        return documents;
    }

    /// <summary>Which article each document is, by its URL; without those whose URL occurs twice, because merging may change the order of documents.</summary>
    private static Dictionary<int, int> ArticlesByDocument(PostingsReader reader, ReferencePostings reference)
    {
        var articles = new Dictionary<int, int>();
        var terms = reader.Field("url")!;
        var cursor = new PostingsCursor();
        foreach (var (url, indexes) in reference.Urls.Index().GroupBy(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal).Select(group => (group.Key, group.ToArray())))
        {
            Assert.True(terms.TryGet(Encoding.UTF8.GetBytes(url), out var state));
            Assert.Equal(indexes.Length, state.DocFreq);
            cursor.Reset(terms, state, PostingsFeatures.Docs);
            if (indexes.Length == 1)
                articles.Add(cursor.NextDoc(), indexes[0]);
        }
        Assert.True(articles.Count > reader.MaxDoc / 2);
        return articles;
    }

    private static void Rewrite(SegmentReadState state, IndexDirectory target)
    {
        using var reader = new PostingsReader(state);
        using var norms = new NormsReader(state);
        using var writer = new PostingsWriter(new SegmentWriteState(target, state.Segment, state.Fields));
        foreach (var field in state.Fields.Where(field => field.IndexOptions != IndexOptions.None).OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            writer.StartField(field, NormBytes(norms, field, state.Segment.MaxDoc));
            CopyTerms(reader.Field(field.Name)!, writer);
            writer.FinishField();
        }
        writer.Finish();
    }

    private static byte[] NormBytes(NormsReader norms, FieldInfo field, int maxDoc) =>
        norms.Field(field) is { } values ? [.. Enumerable.Range(0, maxDoc).Select(values.Get)] : [];

    private static void CopyTerms(Terms terms, PostingsWriter writer)
    {
        var cursor = new PostingsCursor();
        var enumerator = terms.Enumerate();
        var positions = new int[1 << 16];
        while (enumerator.MoveNext())
        {
            cursor.Reset(terms, enumerator.State, PostingsFeatures.Positions);
            writer.StartTerm(enumerator.Term);
            while (cursor.NextDoc() != PostingsCursor.End)
                writer.AddDocuments([cursor.Doc], [cursor.Freq], positions.AsSpan(0, cursor.ReadPositions(positions)));
            writer.FinishTerm();
        }
    }

    private static void AssertSameBytes(IndexDirectory expected, IndexDirectory actual, string name) =>
        Assert.True(Bytes(expected, name).AsSpan().SequenceEqual(Bytes(actual, name)), name);

    private static byte[] Bytes(IndexDirectory directory, string name)
    {
        using var file = directory.OpenInput(name);
        return file.Slice(0, (int)file.Length).ToArray();
    }
}
