using System.Text;
using Search.Queries.Articles;

namespace Search.Benchmarks.Corpora;

/// <summary>One article of a corpus in memory, as the peer harness reads it: absent texts are empty, an absent date is 0.</summary>
/// <param name="Title">UTF-8.</param>
/// <param name="Body">UTF-8.</param>
/// <param name="Url">At most 8,000 characters.</param>
/// <param name="Source">At most 8,000 characters.</param>
/// <param name="Published">Epoch seconds.</param>
internal sealed record CorpusArticle(byte[] Title, byte[] Body, string Url, string Source, long Published)
{
    /// <summary>ISO 639-1; empty when the article does not say. The peer does not read it.</summary>
    public string Language { get; init; } = "";

    public int TextBytes => Title.Length + Body.Length;

    /// <summary>What our own index of articles takes of it, seen when it was published.</summary>
    public ArticleText ToText(string id, long seq) => new()
    {
        Id = id,
        Seq = seq,
        Url = Url,
        Title = Encoding.UTF8.GetString(Title),
        Body = Encoding.UTF8.GetString(Body),
        Source = Source,
        Language = Language,
        Published = DateTimeOffset.FromUnixTimeSeconds(Published),
        Seen = DateTimeOffset.FromUnixTimeSeconds(Published),
    };
}
