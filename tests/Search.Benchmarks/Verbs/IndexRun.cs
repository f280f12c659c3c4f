using Search.Benchmarks.Corpora;

namespace Search.Benchmarks.Verbs;

/// <summary>What is to be indexed, and how.</summary>
internal sealed record IndexRun(IReadOnlyList<CorpusArticle> Articles, string Analyzer, double RamMegabytes, int Threads)
{
    /// <summary>Hands every article to <paramref name="add"/>, each once, from as many threads as asked for.</summary>
    public void AddAll(Action<CorpusArticle> add)
    {
        if (Threads <= 1)
        {
            foreach (var article in Articles)
                add(article);
            return;
        }
        var next = -1;
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (var i = Interlocked.Increment(ref next); i < Articles.Count; i = Interlocked.Increment(ref next))
                add(Articles[i]);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
