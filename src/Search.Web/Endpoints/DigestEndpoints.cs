using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Search.Data;
using Search.Data.Articles;
using Search.Data.Outbox;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>What is behind a mail's "N more": exactly the set that was stored with it, in the mail's order, with a line for what is gone since.</summary>
internal static class DigestEndpoints
{
    public const int PageSize = 200;

    public static void MapDigests(this IEndpointRouteBuilder app) => app.MapGet("/digests/{id}", ShowAsync);

    private static async Task<RazorComponentResult> ShowAsync(string id, HttpContext context, Database database)
    {
        await using var data = await database.BeginReadAsync(context.RequestAborted);
        if (await data.Outbox.FindAsync(id) is not { Kind: OutboxKind.Digest } mail || await data.Recipients.FindAsync(mail.RecipientId) is not { ErasedAt: null })
            return View.NotFound("digest");
        var places = DigestPlaces.Of(await data.Outbox.ItemsAsync(mail.OutboxId));
        var pages = Math.Max(1, (places.All.Count + PageSize - 1) / PageSize);
        var page = int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, pages) : 1;
        return View.Of<DigestPage>((nameof(DigestPage.Model), new DigestModel
        {
            Mail = mail,
            Articles = places.All.Count,
            Shown = places.Count(Placing.Shown),
            Folded = places.Count(Placing.Folded),
            Groups = await GroupsAsync(data, places, page),
            PageNumber = page,
            Pages = pages,
        }));
    }

    private static async Task<IReadOnlyList<DigestGroup>> GroupsAsync(DataSession data, DigestPlaces places, int page)
    {
        var shown = places.All.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        var alerts = (await data.Alerts.FindAsync([.. shown.SelectMany(place => place.Others.Append(place.AlertId)).Distinct()])).ToDictionary(alert => alert.AlertId);
        var articles = (await data.Articles.HeadlinesAsync([.. shown.Select(place => place.ArticleId)])).ToLookup(article => article.ArticleId);
        return
        [
            .. shown.GroupBy(place => place.AlertId).Select(group => new DigestGroup(
                alerts[group.Key],
                places.All.Count(place => place.AlertId == group.Key),
                [.. group.Select(place => Row(place, articles[place.ArticleId], [.. place.Others.Select(other => alerts[other])]))])),
        ];
    }

    private static DigestRow Row(DigestPlaces.Place place, IEnumerable<Article> revisions, IReadOnlyList<Search.Data.Alerts.Alert> others) => new(
        revisions.FirstOrDefault(revision => revision.Revision == place.Revision && !revision.Removed),
        revisions.FirstOrDefault(revision => revision.Removed),
        place.Placing,
        others);
}
