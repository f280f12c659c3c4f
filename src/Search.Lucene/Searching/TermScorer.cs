using System.Runtime.CompilerServices;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>A term's documents, scored by BM25, a postings block at a time.</summary>
internal sealed class TermScorer : Scorer
{
    private readonly PostingsCursor _cursor;
    private readonly FieldNorms? _norms;
    private readonly Bm25? _similarity;
    private readonly float _weight;
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
        _similarity = similarity;
        _weight = weight;
        _norms = norms;
        _bounds = similarity is null ? null : new ImpactBounds(cursor, similarity, weight);
    }

    public override long Cost { get; }

    public override int NextDoc() => Doc = _cursor.NextDoc();

    public override int Advance(int target) => Doc = _cursor.Advance(target);

    public override float Score() => _similarity is null ? 0f : _similarity.Score(_weight, _cursor.Freq, _norms?.Get(Doc) ?? Bm25.DefaultNorm);

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
        ScoreBlock(docs[..count], _similarity is null ? default : _cursor.BlockFreqs, batch.Scores.AsSpan(0, count));
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
                i += SortedSpan.LowerBound(docs[i..], Doc);
                continue;
            }
            i += ProbeBlock(docs[i..], block, _similarity is null ? default : _cursor.BlockFreqs, scores[i..]);
        }
    }

    /// <summary>Scores the documents up to the block's last one and returns how many those were.</summary>
    private int ProbeBlock(ReadOnlySpan<int> docs, ReadOnlySpan<int> block, ReadOnlySpan<int> freqs, Span<float> scores)
    {
        var count = docs[^1] <= block[^1] ? docs.Length : SortedSpan.LowerBound(docs, block[^1] + 1);
        for (int at = 0, inBlock = 0; at < count && inBlock < block.Length;)
        {
            var part = docs[at..Math.Min(count, at + BlockLookup.Most)];
            var end = SortedSpan.Gallop(block, inBlock, part[^1] + 1);
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
        ScoreBlock(common[..count], freqs.IsEmpty ? freqs : commonFreqs[..count], commonScores[..count]);
        for (var i = 0; i < count; i++)
            scores[places[i]] = commonScores[i];
    }

    private static void Take(ReadOnlySpan<int> from, ReadOnlySpan<byte> places, Span<int> taken)
    {
        for (var i = 0; i < places.Length; i++)
            taken[i] = from[places[i]];
    }

    private byte Norm(int doc) => _norms is null ? Bm25.DefaultNorm : _norms.Get(doc);

    private void ScoreBlock(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, Span<float> scores)
    {
        if (_similarity is null)
        {
            scores.Clear();
            return;
        }
        var dense = _norms is null ? default : _norms.Dense;
        if (freqs.IsEmpty || dense.IsEmpty)
            ScaleOneByOne(docs, freqs, scores);
        else
            Scale(docs, freqs, dense, _similarity.InverseNorms, scores);
        Bm25.Saturate(scores, _weight);
    }

    private static void Scale(
        ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, ReadOnlySpan<byte> norms, ReadOnlySpan<float> inverseNorms, Span<float> scaled)
    {
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = freqs[i] * inverseNorms[norms[docs[i]]];
    }

    private void ScaleOneByOne(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, Span<float> scaled)
    {
        var inverseNorms = _similarity!.InverseNorms;
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = (freqs.IsEmpty ? 1 : freqs[i]) * inverseNorms[Norm(docs[i])];
    }
}
