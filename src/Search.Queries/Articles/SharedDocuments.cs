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
    private readonly LinkedList<Left> _oldestFirst = [];
    private readonly Dictionary<long, LinkedListNode<Left>> _bySeq = [];
    private long _bytes;

    // The highest number of a document that was left; only who goes beyond it has the other reader behind.
    private long _highest;

    /// <summary>The document of this very article, which is then here no longer; null when there is none.</summary>
    internal Document? Take(ArticleText article)
    {
        lock (_gate)
        {
            if (!_bySeq.TryGetValue(article.Seq, out var node))
                return null;
            // The other reader goes up the sequence: what is below it will not be asked for.
            while (_oldestFirst.First is { } first && first.Value.Article.Seq < article.Seq)
                Remove(first);
            Remove(node);
            return IsSame(node.Value.Article, article) ? node.Value.Document : null;
        }
    }

    /// <summary>True when no reader was as far yet: then the other one will want the article's document.</summary>
    internal bool IsAhead(ArticleText article)
    {
        lock (_gate)
            return article.Seq > _highest;
    }

    /// <summary>Leaves a document for the other reader.</summary>
    internal void Leave(ArticleText article, Document document, long bytes)
    {
        lock (_gate)
        {
            if (_bySeq.TryGetValue(article.Seq, out var older))
                Remove(older);
            _bySeq.Add(article.Seq, _oldestFirst.AddLast(new Left(article, document, bytes)));
            _bytes += bytes;
            _highest = Math.Max(_highest, article.Seq);
            while (_bytes > MostBytes)
                Remove(_oldestFirst.First!);
        }
    }

    private void Remove(LinkedListNode<Left> node)
    {
        _oldestFirst.Remove(node);
        _bySeq.Remove(node.Value.Article.Seq);
        _bytes -= node.Value.Bytes;
    }

    /// <summary>A number of the sequence is no proof: another database may have been put in the place of the one that was read.</summary>
    private static bool IsSame(ArticleText one, ArticleText other) => one with { Tags = other.Tags } == other && one.Tags.SequenceEqual(other.Tags, StringComparer.Ordinal);

    private readonly record struct Left(ArticleText Article, Document Document, long Bytes);
}
