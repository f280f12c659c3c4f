using Search.Data;
using Search.Data.Articles;
using Search.Ingest.Files;

namespace Search.Ingest.Stages;

/// <summary>
/// Writes incoming articles as rows, many to a transaction. Killed anywhere, what was committed stays, and reading the same input again
/// gives repeats for it. Thread-safe as far as its database is.
/// </summary>
public sealed class IngestStage(Database database)
{
    private const int MostArticles = 500;
    private const int MostCharacters = 8_000_000;

    /// <summary>Writes every article and counts what became of it in its input's report.</summary>
    /// <param name="articles">Read lazily, on this thread, between two transactions.</param>
    /// <param name="report">Gets the sequence of the last row.</param>
    /// <param name="progress">Told after each transaction how many articles are done.</param>
    /// <param name="cancellation">Ends it between two articles; what was committed stays.</param>
    public async Task RunAsync(
        IEnumerable<IncomingArticle> articles, IngestReport report, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        var batch = new List<IncomingArticle>();
        var (characters, done) = (0, 0L);
        foreach (var article in articles)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Add(article);
            characters += article.Draft.Body.Length + article.Draft.Title.Length;
            if (batch.Count < MostArticles && characters < MostCharacters)
                continue;
            await WriteAsync(batch, report, cancellation);
            done += batch.Count;
            progress?.Report(done);
            batch.Clear();
            characters = 0;
        }
        await WriteAsync(batch, report, cancellation);
        progress?.Report(done + batch.Count);
    }

    /// <summary>One transaction; the counts follow its commit.</summary>
    private async Task WriteAsync(List<IncomingArticle> batch, IngestReport report, CancellationToken cancellation)
    {
        if (batch.Count == 0)
            return;
        var results = new List<IngestResult>(batch.Count);
        await database.WriteAsync(
            async session =>
            {
                foreach (var article in batch)
                    results.Add(await session.Articles.IngestAsync(article.Draft));
                CrashPoints.Reach("article-stored");
            },
            cancellation);
        CrashPoints.Reach("article-committed");
        for (var at = 0; at < batch.Count; at++)
            Count(results[at], batch[at].File, report);
    }

    private static void Count(IngestResult result, FileReport file, IngestReport report)
    {
        switch (result.Outcome)
        {
            case IngestOutcome.Added:
                file.Added++;
                break;
            case IngestOutcome.Revised:
                file.Revised++;
                break;
            case IngestOutcome.Repeat:
                file.Repeats++;
                break;
            default:
                file.TakenDown++;
                break;
        }
        if (result.Outcome is IngestOutcome.Added or IngestOutcome.Revised)
            report.LastSeq = Math.Max(report.LastSeq, result.Seq);
    }
}
