using System.Text;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Numerics;
using Search.Testing.Model;

namespace Search.Lucene.Tests.Indexing;

public class InvertedFieldTests
{
    [Theory]
    [InlineData(IndexOptions.Docs, 1)]
    [InlineData(IndexOptions.DocsAndFreqs, 2)]
    [InlineData(IndexOptions.DocsAndFreqsAndPositions, 3)]
    [InlineData(IndexOptions.DocsAndFreqsAndPositions, 4)]
    public void Postings_read_back_as_they_were_added(IndexOptions options, int seed)
    {
        var random = new Random(seed);
        var field = Field(options);
        var expected = new SortedDictionary<string, List<(int Doc, List<int> Positions)>>(StringComparer.Ordinal);
        for (var doc = 0; doc < 400; doc += random.Next(1, 4))
        {
            field.Start(doc);
            var position = -1;
            for (var value = random.Next(1, 3); value > 0; value--)
            {
                AddRandomValue(random, field, expected, doc, ref position);
                field.EndValue(WordAnalyzer.Gap);
                position += WordAnalyzer.Gap;
            }
            field.FinishDocument();
        }
        Assert.Equal(expected.Keys, field.Terms.SortedIds().Select(id => Encoding.UTF8.GetString(field.Terms.Term(id))));
        var scratch = new PostingsScratch();
        foreach (var (term, postings) in expected)
        {
            var read = field.Read(field.Terms.Find(Encoding.UTF8.GetBytes(term)), scratch);
            Assert.Equal(postings.Select(posting => posting.Doc), read.Docs.ToArray());
            if (options >= IndexOptions.DocsAndFreqs)
                Assert.Equal(postings.Select(posting => posting.Positions.Count), read.Freqs.ToArray());
            if (options == IndexOptions.DocsAndFreqsAndPositions)
                Assert.Equal(postings.SelectMany(posting => posting.Positions), read.Positions.ToArray());
        }
    }

    [Theory]
    [InlineData(IndexOptions.DocsAndFreqsAndPositions, "a b a ^c _2 d", 4)]
    [InlineData(IndexOptions.DocsAndFreqs, "a b a", 3)]
    [InlineData(IndexOptions.Docs, "a b a", 2)]
    [InlineData(IndexOptions.DocsAndFreqsAndPositions, "", 0)]
    public void The_norm_is_the_length_without_overlaps_or_the_distinct_terms_where_only_documents_are_indexed(IndexOptions options, string text, int expected)
    {
        var field = Field(options);
        field.Start(3);
        Add(field, text);
        field.FinishDocument();
        Assert.Equal(SmallFloat.IntToByte4(expected), field.Norms!.Values(5).Span[3]);
        var docs = field.Norms.DocsWithField(5)!;
        Assert.Equal([false, false, false, true, false], Enumerable.Range(0, 5).Select(docs.Get));
    }

    [Fact]
    public void A_first_token_without_increment_is_refused()
    {
        var field = Field(IndexOptions.DocsAndFreqsAndPositions);
        field.Start(0);
        Assert.Throws<ArgumentException>(() => Add(field, "^a"));
    }

    private static InvertedField Field(IndexOptions options) => new("f", options, omitNorms: false, new TermArena(), new SlicePool());

    private static void AddRandomValue(
        Random random, InvertedField field, SortedDictionary<string, List<(int Doc, List<int> Positions)>> expected, int doc, ref int position)
    {
        var text = new StringBuilder();
        for (var i = random.Next(700); i > 0; i--)
        {
            var skip = random.Next(20) == 0 ? random.Next(1, 10) : 0;
            var stacked = skip == 0 && text.Length > 0 && random.Next(10) == 0;
            var word = Word(random);
            position += stacked ? 0 : 1 + skip;
            text.Append(skip > 0 ? $"_{skip} " : "").Append(stacked ? "^" : "").Append(word).Append(' ');
            if (!expected.TryGetValue(word, out var postings))
                expected.Add(word, postings = []);
            if (postings.Count == 0 || postings[^1].Doc != doc)
                postings.Add((doc, []));
            postings[^1].Positions.Add(position);
        }
        Add(field, text.ToString());
    }

    private static string Word(Random random) => "w" + (int)(500 * Math.Pow(random.NextDouble(), 4));

    private static void Add(InvertedField field, string text)
    {
        var stream = WordAnalyzer.Instance.CreateStream("f");
        stream.Reset(Encoding.UTF8.GetBytes(text));
        while (stream.Next(out var batch))
            field.Add(batch);
    }
}
