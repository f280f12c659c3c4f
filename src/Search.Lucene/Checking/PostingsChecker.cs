using System.Globalization;
using System.Text;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Numerics;

namespace Search.Lucene.Checking;

/// <summary>
/// Checks postings: terms ascend and are found by seeking; documents and positions ascend; counts agree with what the dictionary and the
/// field state; the skip data agrees with the walk; norms are the lengths that the postings have.
/// </summary>
internal sealed class PostingsChecker
{
    /// <summary>Every such term is looked up again.</summary>
    private const int SampleEvery = 7;

    /// <summary>Terms between two looks at the token.</summary>
    private const int TermsPerLook = 1024;

    private readonly SegmentInfo _segment;
    private readonly SegmentReport _counts;
    private readonly Terms _terms;
    private readonly TermFault _fault;
    private readonly FieldLengths? _lengths;
    private readonly SkipChecker _skips;
    private readonly TermsEnum _seeks;
    private readonly PostingsCursor _cursor = new();
    private readonly FixedBitSet _docs;
    private readonly CancellationToken _cancellation;
    private long _sumDocFreq;
    private long _sumTotalTermFreq;

    private PostingsChecker(SegmentInfo segment, Terms terms, FieldNorms? norms, FieldLengths? lengths, SegmentReport counts, CancellationToken cancellation)
    {
        _segment = segment;
        _terms = terms;
        _seeks = terms.Enumerate();
        _fault = new TermFault(segment, terms);
        _lengths = lengths;
        _counts = counts;
        _skips = new SkipChecker(terms, norms, _fault);
        _docs = new FixedBitSet(segment.MaxDoc);
        _cancellation = cancellation;
    }

    /// <param name="state">The segment.</param>
    /// <param name="report">Gets the faults: one at most of each field's postings, and one of its norms.</param>
    /// <param name="counts">Gets what was gone through.</param>
    /// <param name="cancellation">Stops between terms.</param>
    public static void Check(SegmentReadState state, CheckReport report, SegmentReport counts, CancellationToken cancellation)
    {
        if (!state.Fields.Any(field => field.IndexOptions != IndexOptions.None))
            return;
        using var reader = new PostingsReader(state);
        NormsReader? norms = null;
        // Without them the postings can be checked all the same, but for what their impacts say of lengths.
        report.Try(() => norms = new NormsReader(state));
        using (norms)
        {
            foreach (var field in state.Fields.Where(field => field.IndexOptions != IndexOptions.None))
                report.Try(() => CheckField(state, field, reader.Field(field.Name), norms, report, counts, cancellation));
        }
    }

    private static void CheckField(
        SegmentReadState state, FieldInfo field, Terms? terms, NormsReader? norms, CheckReport report, SegmentReport counts, CancellationToken cancellation)
    {
        if (terms is not null)
            report.Try(() => FileListChecker.CheckFormats(state, field, postings: true));
        var lengths = field.HasNorms && norms is not null
            ? new FieldLengths(state.Segment.FileName(NormsFormat.DataExtension), field, norms.Field(field), state.Segment.MaxDoc)
            : null;
        if (terms is not null && !report.Try(() => new PostingsChecker(state.Segment, terms, norms?.Field(field), lengths, counts, cancellation).CheckField()))
            return;
        lengths?.Check();
    }

    private void CheckField()
    {
        var all = _terms.Enumerate();
        byte[] previous = [];
        long count = 0;
        while (all.MoveNext())
        {
            if (count % TermsPerLook == 0)
                _cancellation.ThrowIfCancellationRequested();
            if (count == 0 ? !all.Term.SequenceEqual(_terms.Min) : previous.AsSpan().SequenceCompareTo(all.Term) >= 0)
                _fault.Dictionary(all.Term, "terms that ascend from the first", "one out of order");
            CheckTerm(all.Term, all.State);
            if (count % SampleEvery == 0)
                CheckSeeks(previous, all.Term, all.State);
            previous = all.Term.ToArray();
            count++;
        }
        if (!previous.AsSpan().SequenceEqual(_terms.Max))
            _fault.Sums("the last term " + Text(previous), Text(_terms.Max));
        CheckSums(count);
        _counts.Terms += count;
        _counts.Postings += _sumDocFreq;
    }

    /// <summary>A seek finds the term, and so does one to the least term behind the one before, where nothing else can be.</summary>
    private void CheckSeeks(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> term, in TermState state)
    {
        if (!_terms.TryGet(term, out var found) || found != state)
            _fault.Dictionary(term, "a term that a seek finds", "another or none");
        if (previous.Length == PostingsFormat.MaxTermLength)
            return;
        ReadOnlySpan<byte> target = previous.IsEmpty ? [] : [.. previous, 0];
        if (_seeks.SeekCeil(target) == SeekStatus.End || !_seeks.Term.SequenceEqual(term) || _seeks.State != state)
            _fault.Dictionary(term, "a term that a seek to just behind the one before finds", "another or none");
    }

    private void CheckSums(long count)
    {
        CheckSum("terms", _terms.Count, count);
        CheckSum("pairs of term and document", _terms.SumDocFreq, _sumDocFreq);
        CheckSum("occurrences", _terms.SumTotalTermFreq, _terms.HasFreqs ? _sumTotalTermFreq : _sumDocFreq);
        CheckSum("documents", _terms.DocCount, _docs.Cardinality());
    }

    private void CheckTerm(ReadOnlySpan<byte> term, in TermState state)
    {
        _cursor.Reset(_terms, state, PostingsFeatures.Positions);
        _skips.Start(state);
        var docFreq = 0;
        long totalTermFreq = 0;
        var previous = -1;
        for (var doc = _cursor.NextDoc(); doc != PostingsCursor.End; doc = _cursor.NextDoc())
        {
            if (doc <= previous || doc >= _segment.MaxDoc)
                _fault.Documents(term, state, $"documents that ascend below {_segment.MaxDoc}", Text(doc));
            _docs.Set(doc);
            totalTermFreq += CheckOccurrences(term, state, doc);
            previous = doc;
            docFreq++;
        }
        if (docFreq != state.DocFreq)
            _fault.Documents(term, state, $"{state.DocFreq} documents", Text(docFreq));
        if (_terms.HasFreqs && totalTermFreq != state.TotalTermFreq)
            _fault.Documents(term, state, $"{state.TotalTermFreq} occurrences", Text(totalTermFreq));
        _sumDocFreq += docFreq;
        _sumTotalTermFreq += totalTermFreq;
    }

    /// <summary>Returns how many there are in the present document.</summary>
    private int CheckOccurrences(ReadOnlySpan<byte> term, in TermState state, int doc)
    {
        var freq = _terms.HasFreqs ? _cursor.Freq : 1;
        if (freq < 1)
            _fault.Documents(term, state, "at least one occurrence", Text(freq));
        _lengths?.Add(doc, freq);
        _skips.Pass(term, doc, freq, _terms.HasPositions ? CheckPositions(term, state, doc, freq) : -1);
        return freq;
    }

    /// <summary>Returns the first one.</summary>
    private int CheckPositions(ReadOnlySpan<byte> term, in TermState state, int doc, int freq)
    {
        var (first, previous) = (-1, 0);
        for (var i = 0; i < freq; i++)
        {
            var position = _cursor.NextPosition();
            if (position < previous || position > InvertedField.MaxPosition)
                _fault.Positions(term, state, $"positions of document {doc} that ascend", Text(position));
            _lengths?.AddPosition(doc, position);
            first = i == 0 ? position : first;
            previous = position;
        }
        _counts.Positions += freq;
        return first;
    }

    private void CheckSum(string what, long expected, long actual)
    {
        if (expected != actual)
            _fault.Sums($"{expected} {what}", Text(actual));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(ReadOnlySpan<byte> term) => Encoding.UTF8.GetString(term);
}
