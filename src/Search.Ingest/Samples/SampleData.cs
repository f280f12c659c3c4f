using System.Globalization;
using System.Text.Json;
using Search.Data;
using Search.Data.Articles;

namespace Search.Ingest.Samples;

/// <summary>Some thirty short fictional articles, in English and Arabic, for a service that has no data yet. They are marked as samples.</summary>
public static class SampleData
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>Stores the sample articles, with dates of the last days. Returns how many were new.</summary>
    public static async Task<int> LoadAsync(Database database, CancellationToken cancellationToken)
    {
        var articles = Read();
        var now = database.Time.GetUtcNow();
        return await database.WriteAsync(
            async data =>
            {
                var added = 0;
                foreach (var (number, article) in articles.Index())
                {
                    var result = await data.Articles.IngestAsync(Draft(article, number, now));
                    added += result.Outcome == IngestOutcome.Added ? 1 : 0;
                }
                return added;
            },
            cancellationToken);
    }

    internal static IReadOnlyList<SampleArticle> Read()
    {
        using var stream = typeof(SampleData).Assembly.GetManifestResourceStream("Search.Ingest.Samples.samples.json")
            ?? throw new InvalidOperationException("the sample articles are not in the assembly");
        return JsonSerializer.Deserialize<List<SampleArticle>>(stream, Format)!;
    }

    private static ArticleDraft Draft(SampleArticle article, int number, DateTimeOffset now) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"sample-{number + 1:00}"),
        Url = string.Create(CultureInfo.InvariantCulture, $"urn:search:sample:{number + 1:00}"),
        Title = article.Title,
        Author = article.Author,
        Published = new DateTimeOffset(now.UtcDateTime.Date.AddDays(-article.DaysAgo).AddHours(9), TimeSpan.Zero),
        Source = article.Source,
        Language = article.Language,
        Body = article.Body,
        Tags = article.Tags,
        Sample = true,
    };
}
