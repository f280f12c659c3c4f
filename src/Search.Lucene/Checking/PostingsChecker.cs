using System.Globalization;
using System.Text;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;

namespace Search.Lucene.Checking;

/// <summary>
/// Checks postings: terms ascend and are found by seeking; documents and positions ascend; counts agree with what the dictionary and the
/// field state; skipping lands where walking does; no document beats the impacts of its block.
/// </summary>
internal sealed class PostingsChecker
{
    /// <summary>Every such term is looked up again, and every such document skipped to.</summary>
    private const int SampleEvery = 31;

    private readonly SegmentInfo _segment;
    private readonly SegmentReport _counts;
    private readonly Terms _terms;
    private readonly FieldNorms? _norms;
    private readonly PostingsCursor _cursor = new();
    private readonly PostingsCursor _skipping = new();
    private readonly FixedBitSet _docs;
    private long _sumDocFreq;
    private long _sumTotalTermFreq;

    private PostingsChecker(SegmentInfo segment, Terms terms, FieldNorms? norms, SegmentReport counts)
    {
        _segment = segment;
        _terms = terms;
        _norms = norms;
        _counts = counts;
        _docs = new FixedBitSet(segment.MaxDoc);
    }

    public static void Check(SegmentReadState state, SegmentReport counts, CancellationToken cancellation)
    {
        if (!state.Fields.Any(field => field.IndexOptions != IndexOptions.None))
            return;
        using var reader = new PostingsReader(state);
        reader.CheckIntegrity();
        using var norms = new NormsReader(state);
        foreach (var field in state.Fields.Where(field => field.IndexOptions != IndexOptions.None))
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader.Field(field.Name) is { } terms)
                new PostingsChecker(state.Segment, terms, norms.Field(field), counts).CheckField();
        }
    }

    private void CheckField()
    {
        var all = _terms.Enumerate();
        byte[] previous = [];
        long count = 0;
        while (all.MoveNext())
        {
            if (count == 0 ? !all.Term.SequenceEqual(_terms.Min) : previous.AsSpan().SequenceCompareTo(all.Term) >= 0)
                Throw(all.Term, "terms that ascend from the first", "one out of order");
            CheckTerm(all.Term, all.State);
            if (count % SampleEvery == 0 && (!_terms.TryGet(all.Term, out var found) || found != all.State))
                Throw(all.Term, "a term that a seek finds", "another or none");
            previous = all.Term.ToArray();
            count++;
        }
        if (!previous.AsSpan().SequenceEqual(_terms.Max))
            Throw(previous, "the last term " + Text(_terms.Max), "this one");
        CheckSum("terms", _terms.Count, count);
        CheckSum("pairs of term and document", _terms.SumDocFreq, _sumDocFreq);
        CheckSum("occurrences", _terms.SumTotalTermFreq, _terms.HasFreqs ? _sumTotalTermFreq : _sumDocFreq);
        CheckSum("documents", _terms.DocCount, _docs.Cardinality());
        _counts.Terms += count;
        _counts.Postings += _sumDocFreq;
    }

    private void CheckTerm(ReadOnlySpan<byte> term, in TermState state)
    {
        var features = _terms.HasPositions ? PostingsFeatures.Positions : _terms.HasFreqs ? PostingsFeatures.Freqs : PostingsFeatures.Docs;
        _cursor.Reset(_terms, state, features);
        _skipping.Reset(_terms, state, _terms.HasFreqs ? PostingsFeatures.Freqs : PostingsFeatures.Docs);
        var docFreq = 0;
        long totalTermFreq = 0;
        var previous = -1;
        for (var doc = _cursor.NextDoc(); doc != PostingsCursor.End; doc = _cursor.NextDoc())
        {
            if (doc <= previous || doc >= _segment.MaxDoc)
                Throw(term, $"documents that ascend below {_segment.MaxDoc}", Text(doc));
            _docs.Set(doc);
            totalTermFreq += CheckOccurrences(term);
            if (docFreq % SampleEvery == 0)
                CheckSkip(term, doc);
            previous = doc;
            docFreq++;
        }
        if (docFreq != state.DocFreq)
            Throw(term, $"{state.DocFreq} documents", Text(docFreq));
        if (_terms.HasFreqs && totalTermFreq != state.TotalTermFreq)
            Throw(term, $"{state.TotalTermFreq} occurrences", Text(totalTermFreq));
        _sumDocFreq += docFreq;
        _sumTotalTermFreq += totalTermFreq;
    }

    private int CheckOccurrences(ReadOnlySpan<byte> term)
    {
        if (!_terms.HasFreqs)
            return 1;
        var freq = _cursor.Freq;
        if (freq < 1)
            Throw(term, "at least one occurrence", Text(freq));
        if (!_terms.HasPositions)
            return freq;
        var previous = 0;
        for (var i = 0; i < freq; i++)
        {
            var position = _cursor.NextPosition();
            if (position < previous)
                Throw(term, "positions that ascend", Text(position));
            previous = position;
        }
        _counts.Positions += freq;
        return freq;
    }

    private void CheckSkip(ReadOnlySpan<byte> term, int doc)
    {
        if (_terms.HasFreqs)
            CheckImpacts(term, doc, _cursor.Freq);
        if (_skipping.Advance(doc) != doc)
            Throw(term, $"document {doc} by skipping", Text(_skipping.Doc));
    }

    private void CheckImpacts(ReadOnlySpan<byte> term, int doc, int freq)
    {
        _skipping.AdvanceShallow(doc);
        var norm = _norms?.Get(doc) ?? 1;
        for (var level = 0; level < _skipping.ImpactLevels; level++)
        {
            var beaten = true;
            foreach (var impact in _skipping.Impacts(level))
                beaten &= impact.Freq < freq || impact.Norm > norm;
            if (beaten)
                Throw(term, $"impacts of level {level} that no document beats", $"document {doc} with freq {freq} and norm {norm}");
        }
    }

    private void CheckSum(string what, long expected, long actual)
    {
        if (expected != actual)
            CorruptIndexException.Throw(File, -1, $"{expected} {what} of field \"{_terms.Field.Name}\"", Text(actual));
    }

    private string File => _segment.FileName(PostingsFormat.DocExtension, PostingsFormat.Suffix);

    private void Throw(ReadOnlySpan<byte> term, string expected, string actual) =>
        CorruptIndexException.Throw(File, -1, $"{expected} (field \"{_terms.Field.Name}\", term \"{Text(term)}\")", actual);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(ReadOnlySpan<byte> term) => Encoding.UTF8.GetString(term);
}
