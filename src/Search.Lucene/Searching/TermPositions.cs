using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>A place of a phrase where one term stands.</summary>
internal sealed class TermPositions(PostingsCursor cursor, long documents, TermBytes term, int offset) : PositionSource([term], offset)
{
    public override long Cost => documents;

    public override int Doc => cursor.Doc;

    public override int Freq => cursor.Freq;

    public override int NextDoc() => cursor.NextDoc();

    public override int Advance(int target) => cursor.Advance(target);

    public override int NextPosition() => cursor.NextPosition();

    public override ImpactBounds? Bounds(Bm25 similarity, float weight) => new(cursor, similarity, weight);
}
