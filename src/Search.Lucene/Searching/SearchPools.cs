using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>What searches of one snapshot reuse. Thread-safe.</summary>
internal sealed class SearchPools
{
    public Pool<PostingsCursor> Cursors { get; } = new(() => new PostingsCursor());

    public Pool<DocBatch> Batches { get; } = new(() => new DocBatch());

    public Pool<ScoreWindow> Windows { get; } = new(() => new ScoreWindow());

    public Pool<BestWindow> BestWindows { get; } = new(() => new BestWindow());
}
