using Search.Data;
using Search.Data.Sources;

namespace Search.Ingest.Sources;

/// <summary>Takes what people ask of sources: checks it and stores it. The first real source sends the sample articles away.</summary>
public sealed class SourceDesk(Database database)
{
    private const int LongestUrl = 2_000;

    /// <summary>Adds a feed, due at once. Returns what is wrong, for people, or null when it was added.</summary>
    public async Task<string?> AddAsync(SourceDraft draft, CancellationToken cancellationToken)
    {
        var url = draft.Url.Trim();
        if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            return $"'{(url.Length > 100 ? url[..100] + "…" : url)}' is not the address of a feed; one looks like https://example.org/feed.xml";
        var name = string.IsNullOrWhiteSpace(draft.Name) ? uri.Host : draft.Name.Trim();
        var added = await database.WriteAsync(
            async data =>
            {
                var id = await data.Sources.AddAsync(draft with { Url = uri.AbsoluteUri, Name = name });
                if (id is not null && !draft.Sample)
                    await RemoveSamplesAsync(data);
                return id;
            },
            cancellationToken);
        return added is null ? $"{uri.AbsoluteUri} is a source already" : null;
    }

    /// <summary>Takes the sample articles and the sample alert away. Returns how many articles.</summary>
    public Task<int> RemoveSamplesAsync(CancellationToken cancellationToken) => database.WriteAsync(RemoveSamplesAsync, cancellationToken);

    private static async Task<int> RemoveSamplesAsync(DataSession data)
    {
        foreach (var alert in (await data.Alerts.ListAsync()).Where(alert => alert.Sample))
            await data.Alerts.DeleteAsync(alert.AlertId);
        return await data.Articles.TakeDownSamplesAsync();
    }
}
