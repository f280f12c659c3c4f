using Search.Lucene.Documents;

namespace Search.Queries.Articles;

/// <summary>
/// Documents that one reader of the ingest sequence made, for the other one: the index and the matcher read the same rows, each on its own and
/// from its own cursor, and whoever comes second takes what the first has left. A saving and no more: what is not here is made anew. Bounded:
/// the oldest goes first, and what the second has passed goes too. Thread-safe.
/// </summary>
public sealed class SharedDocuments
{
    private const long MostBytes = 32 << 20;

    private readonly Lock _gate = new();

    // Their numbers ascend.
    private readonly Queue<Left> _left = [];
    private long _bytes;
    private long _highest = long.MinValue;

    /// <summary>The document of this very article, which is then here no longer; null when there is none.</summary>
    /// <param name="article">As its row says.</param>
    /// <param name="isAhead">True when no reader was as far yet: then the other one will want the document.</param>
    internal Document? Take(ArticleText article, out bool isAhead)
    {
        lock (_gate)
        {
            isAhead = article.Seq > _highest;
            if (isAhead)
                return null;
            // The reader that is behind goes up the sequence: what it has passed will not be asked for.
            while (_left.TryPeek(out var oldest) && oldest.Article.Seq < article.Seq)
                Drop();
            if (!_left.TryPeek(out var found) || found.Article.Seq != article.Seq)
                return null;
            Drop();
            return IsSame(found.Article, article) ? found.Document : null;
        }
    }

    /// <summary>Leaves a document for the other reader, unless that has come as far meanwhile.</summary>
    internal void Leave(ArticleText article, Document document, long bytes)
    {
        lock (_gate)
        {
            if (article.Seq <= _highest)
                return;
            _highest = article.Seq;
            _left.Enqueue(new Left(article, document, bytes));
            _bytes += bytes;
            while (_bytes > MostBytes)
                Drop();
        }
    }

    private void Drop() => _bytes -= _left.Dequeue().Bytes;

    /// <summary>A number of the sequence is no proof: another database may have been put in the place of the one that was read.</summary>
    private static bool IsSame(ArticleText one, ArticleText other) => one with { Tags = other.Tags } == other && one.Tags.SequenceEqual(other.Tags, StringComparer.Ordinal);

    private readonly record struct Left(ArticleText Article, Document Document, long Bytes);
}
