using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;

namespace Search.Lucene.Indexing;

/// <summary>The postings: terms of all sources side by side in order, and for each term the sources' documents one source after another.</summary>
internal sealed partial class SegmentMerger
{
    private const int Block = 128;
    private readonly PostingsCursor _cursor = new();
    private readonly int[] _docs = new int[Block];
    private readonly int[] _freqs = new int[Block];
    private int[] _positions = new int[Block];

    private void MergePostings()
    {
        if (!_fields.Any(field => field.IndexOptions != IndexOptions.None))
            return;
        using var writer = new PostingsWriter(_state);
        foreach (var field in _fields.Where(field => field.IndexOptions != IndexOptions.None).OrderBy(field => field.Name, StringComparer.Ordinal))
            MergeField(writer, field);
        writer.Finish();
    }

    private void MergeField(PostingsWriter writer, FieldInfo field)
    {
        var terms = StartTerms(field);
        if (terms.Count == 0)
            return;
        var equal = new List<MergedTerm>(terms.Count);
        writer.StartField(field, field.HasNorms ? _norms[field.Name] : default);
        while (terms.Count > 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            TakeSmallest(terms, equal);
            MergeTerm(writer, field, equal);
            foreach (var term in equal)
            {
                if (!term.MoveNext())
                    terms.Remove(term);
            }
        }
        writer.FinishField();
    }

    private List<MergedTerm> StartTerms(FieldInfo field)
    {
        var terms = new List<MergedTerm>(_sources.Count);
        foreach (var source in _sources)
        {
            if (source.Core.Postings?.Field(field.Name) is not { } found)
                continue;
            var term = new MergedTerm(source, found);
            if (term.MoveNext())
                terms.Add(term);
        }
        return terms;
    }

    /// <summary>Fills <paramref name="equal"/> with the sources that stand at the smallest term, in the order of sources.</summary>
    private static void TakeSmallest(List<MergedTerm> terms, List<MergedTerm> equal)
    {
        equal.Clear();
        foreach (var term in terms)
        {
            var order = equal.Count == 0 ? 0 : term.Order(equal[0]);
            if (order < 0)
                equal.Clear();
            if (order <= 0)
                equal.Add(term);
        }
    }

    private void MergeTerm(PostingsWriter writer, FieldInfo field, List<MergedTerm> equal)
    {
        try
        {
            CopyTerm(writer, field, equal);
        }
        catch (ArgumentException e)
        {
            throw new CorruptIndexException(equal[0].Terms.Tree.TermsFile.Name, -1, "terms, documents and positions in order", e.Message, e);
        }
    }

    private void CopyTerm(PostingsWriter writer, FieldInfo field, List<MergedTerm> equal)
    {
        writer.StartTerm(equal[0].Enumeration.Term);
        var positions = field.IndexOptions == IndexOptions.DocsAndFreqsAndPositions;
        var features = positions ? PostingsFeatures.Positions
            : field.IndexOptions == IndexOptions.DocsAndFreqs ? PostingsFeatures.Freqs : PostingsFeatures.Docs;
        foreach (var term in equal)
        {
            _cursor.Reset(term.Terms, term.Enumeration.State, features);
            if (positions)
                CopyWithPositions(writer, term);
            else
                Copy(writer, term.Source);
        }
        writer.FinishTerm();
    }

    private void Copy(PostingsWriter writer, MergeSource source)
    {
        while (_cursor.NextBlock())
        {
            var count = source.Map(_cursor.BlockDocs, _cursor.BlockFreqs, _docs, _freqs);
            writer.AddDocuments(_docs.AsSpan(0, count), _freqs.AsSpan(0, count), []);
        }
    }

    private void CopyWithPositions(PostingsWriter writer, MergedTerm term)
    {
        var source = term.Source;
        var occurrences = term.Enumeration.State.TotalTermFreq;
        var count = 0;
        var used = 0;
        for (var doc = _cursor.NextDoc(); doc != PostingsCursor.End; doc = _cursor.NextDoc())
        {
            var mapped = source.Map(doc);
            if (mapped < 0)
                continue;
            var freq = _cursor.Freq;
            if (freq > occurrences)
                CorruptIndexException.Throw(term.Terms.Tree.TermsFile.Name, -1, $"{term.Enumeration.State.TotalTermFreq} occurrences of a term", "more");
            occurrences -= freq;
            Growth.Ensure(ref _positions, used + freq);
            used += _cursor.ReadPositions(_positions.AsSpan(used, freq));
            _docs[count] = mapped;
            _freqs[count] = freq;
            if (++count < Block)
                continue;
            writer.AddDocuments(_docs, _freqs, _positions.AsSpan(0, used));
            count = 0;
            used = 0;
        }
        writer.AddDocuments(_docs.AsSpan(0, count), _freqs.AsSpan(0, count), _positions.AsSpan(0, used));
    }
}
