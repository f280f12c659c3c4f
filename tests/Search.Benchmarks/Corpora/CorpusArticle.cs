namespace Search.Benchmarks.Corpora;

/// <summary>One article of a corpus in memory, as the peer harness reads it: absent texts are empty, an absent date is 0.</summary>
/// <param name="Title">UTF-8.</param>
/// <param name="Body">UTF-8.</param>
/// <param name="Url">At most 8,000 characters.</param>
/// <param name="Source">At most 8,000 characters.</param>
/// <param name="Published">Epoch seconds.</param>
internal sealed record CorpusArticle(byte[] Title, byte[] Body, string Url, string Source, long Published)
{
    public int TextBytes => Title.Length + Body.Length;
}
