using System.Runtime.CompilerServices;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>A term's documents, scored by BM25, a postings block at a time.</summary>
internal sealed class TermScorer : Scorer
{
    /// <summary>So few documents of a block are asked about one by one.</summary>
    private const int Few = 4;

    private readonly PostingsCursor _cursor;
    private readonly NormedScores _scores;
    private readonly ImpactBounds? _bounds;

    /// <param name="cursor">At its start; with freqs when scoring.</param>
    /// <param name="documents">How many it has.</param>
    /// <param name="similarity">Null when no scores are needed: then all are 0.</param>
    /// <param name="weight">Boost times idf.</param>
    /// <param name="norms">Null where the field keeps none.</param>
    public TermScorer(PostingsCursor cursor, long documents, Bm25? similarity, float weight, FieldNorms? norms)
    {
        _cursor = cursor;
        Cost = documents;
        _scores = new NormedScores(similarity, weight, norms);
        _bounds = similarity is null ? null : new ImpactBounds(cursor, similarity, weight);
    }

    public override long Cost { get; }

    private ReadOnlySpan<int> BlockFreqs => _scores.AreNeeded ? _cursor.BlockFreqs : default;

    public override int NextDoc() => Doc = _cursor.NextDoc();

    public override int Advance(int target) => Doc = _cursor.Advance(target);

    public override float Score() => _scores.AreNeeded ? _scores.Score(Doc, _cursor.Freq) : 0f;

    public override int AdvanceShallow(int target) => _bounds?.AdvanceShallow(target) ?? End - 1;

    public override float MaxScore(int upTo) => _bounds?.MaxScore(upTo) ?? 0f;

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        if (Doc < from)
            Doc = _cursor.Advance(from);
        if (Doc >= upTo)
            return 0;
        var docs = _cursor.BlockDocs;
        var count = docs[^1] < upTo ? docs.Length : SortedSpan.LowerBound(docs, upTo);
        docs[..count].CopyTo(batch.Docs);
        _scores.Score(docs[..count], BlockFreqs, batch.Scores.AsSpan(0, count));
        if (count < docs.Length)
            Doc = _cursor.Advance(docs[count]);
        else
            Doc = _cursor.NextBlock() ? _cursor.Doc : End;
        return count;
    }

    public override void Probe(ReadOnlySpan<int> docs, Span<float> scores)
    {
        scores.Fill(NoMatch);
        for (var i = 0; i < docs.Length;)
        {
            if (Doc < docs[i])
                Doc = _cursor.Advance(docs[i]);
            if (Doc == End)
                return;
            var block = _cursor.BlockDocs;
            if (Doc > docs[i])
            {
                i = FirstFrom(docs, i + 1, Doc);
            }
            else if (docs.Length - i <= Few || docs[i + Few] > block[^1])
            {
                scores[i++] = Score();
            }
            else
            {
                i += ProbeBlock(docs[i..], block, BlockFreqs, scores[i..]);
            }
        }
    }

    /// <summary>The same cursor, for who looks for documents that several terms have; <see cref="Follow"/> after it was moved.</summary>
    public PositionSource AsPlace() => new TermPositions(_cursor, Cost, default, 0);

    /// <summary>Makes the present document that of the cursor.</summary>
    public void Follow() => Doc = _cursor.Doc;

    /// <summary>The scores of documents of the cursor's block, which are called so there.</summary>
    [SkipLocalsInit]
    public void ScoreInBlock(ReadOnlySpan<int> docs, ReadOnlySpan<byte> indexes, Span<float> scores)
    {
        Span<int> freqs = stackalloc int[BlockLookup.Most];
        if (_scores.AreNeeded)
            Take(_cursor.FreqsByIndex, indexes, freqs);
        _scores.Score(docs, freqs[..docs.Length], scores);
    }

    /// <summary>Index of the first document not below <paramref name="doc"/>, which is as a rule the next one.</summary>
    private static int FirstFrom(ReadOnlySpan<int> docs, int start, int doc) =>
        start < docs.Length && docs[start] < doc ? SortedSpan.LowerBound(docs, start, doc) : start;

    /// <summary>Scores the documents up to the block's last one and returns how many those were.</summary>
    private int ProbeBlock(ReadOnlySpan<int> docs, ReadOnlySpan<int> block, ReadOnlySpan<int> freqs, Span<float> scores)
    {
        var count = docs[^1] <= block[^1] ? docs.Length : SortedSpan.LowerBound(docs, block[^1] + 1);
        for (int at = 0, inBlock = 0; at < count && inBlock < block.Length;)
        {
            var part = docs[at..Math.Min(count, at + BlockLookup.Most)];
            var end = SortedSpan.LowerBound(block, inBlock, part[^1] + 1);
            if (end > inBlock)
                ProbePart(part, block[inBlock..end], freqs.IsEmpty ? freqs : freqs[inBlock..end], scores.Slice(at, part.Length));
            at += part.Length;
            inBlock = end;
        }
        return count;
    }

    /// <summary>Scores those documents that are in this part of a block; neither is empty.</summary>
    [SkipLocalsInit]
    private void ProbePart(ReadOnlySpan<int> docs, ReadOnlySpan<int> block, ReadOnlySpan<int> freqs, Span<float> scores)
    {
        Span<int> common = stackalloc int[BlockLookup.Most];
        Span<byte> places = stackalloc byte[BlockLookup.Most];
        Span<byte> blockPlaces = stackalloc byte[BlockLookup.Most];
        Span<int> commonFreqs = stackalloc int[BlockLookup.Most];
        Span<float> commonScores = stackalloc float[BlockLookup.Most];
        var count = docs.Length <= block.Length
            ? BlockLookup.Intersect(docs, 0, block, 0, common, places, blockPlaces)
            : BlockLookup.Intersect(block, 0, docs, 0, common, blockPlaces, places);
        if (!freqs.IsEmpty)
            Take(freqs, blockPlaces[..count], commonFreqs);
        _scores.Score(common[..count], freqs.IsEmpty ? freqs : commonFreqs[..count], commonScores[..count]);
        for (var i = 0; i < count; i++)
            scores[places[i]] = commonScores[i];
    }

    private static void Take(ReadOnlySpan<int> from, ReadOnlySpan<byte> places, Span<int> taken)
    {
        for (var i = 0; i < places.Length; i++)
            taken[i] = from[places[i]];
    }
}
