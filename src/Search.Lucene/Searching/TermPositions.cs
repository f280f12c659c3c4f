using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>A place of a phrase where one term stands.</summary>
internal sealed class TermPositions(PostingsCursor cursor, long documents, TermBytes term, int offset) : PositionSource([term], offset)
{
    public override long Cost => documents;

    public override int Doc => cursor.Doc;

    public override int Freq => cursor.Freq;

    public override int NextDoc() => cursor.NextDoc();

    public override int Advance(int target) => cursor.Advance(target);

    public override ReadOnlySpan<int> BlockDocs => cursor.BlockDocs;

    public override int BlockIndex => cursor.BlockIndex;

    public override void MoveInBlock(int index) => cursor.MoveInBlock(index);

    public override PostingsCursor? Cursor => cursor;

    public override void LimitFreqs(ReadOnlySpan<byte> indexes, Span<float> freqs)
    {
        var own = cursor.FreqsByIndex;
        for (var i = 0; i < freqs.Length && i < indexes.Length; i++)
            freqs[i] = Math.Min(freqs[i], own[indexes[i]]);
    }

    public override void AddFreqs(ReadOnlySpan<byte> indexes, Span<float> freqs)
    {
        var own = cursor.FreqsByIndex;
        for (var i = 0; i < freqs.Length && i < indexes.Length; i++)
            freqs[i] += own[indexes[i]];
    }

    public override ShiftedList Starts() => cursor.Positions(Offset);

    public override int NextPosition() => cursor.NextPosition();

    public override ImpactBounds? Bounds(Bm25 similarity, float weight) => new(cursor, similarity, weight);
}
