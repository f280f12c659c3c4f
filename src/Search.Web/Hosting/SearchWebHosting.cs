using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Search.Web.Endpoints;

namespace Search.Web.Hosting;

/// <summary>Puts the pages and the API into a web application. The caller registers Database, ArticleSearcher, ArticleHighlighter, the alert and source services and SearchPlace.</summary>
public static class SearchWebHosting
{
    private const long MaxForm = 1_000_000;

    public static IServiceCollection AddSearchWeb(this IServiceCollection services, string keyFolder)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "search-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddDataProtection().SetApplicationName("search").PersistKeysToFileSystem(new DirectoryInfo(keyFolder));
        services.AddOptions<HostFilteringOptions>().Configure<SearchPlace>((options, place) =>
        {
            options.AllowedHosts = [.. PublicHost.Hosts(place.PublicUrl)];
            options.AllowEmptyHosts = false;
        });
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxForm;
        });
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return services;
    }

    public static void MapSearchWeb(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseHostFiltering();
        app.UseExceptionHandler(error => error.Run(ErrorAnswers.AfterFaultAsync));
        app.UseStatusCodePages(context => ErrorAnswers.WithoutBodyAsync(context.HttpContext));
        app.UsePublicHost(app.Services.GetRequiredService<SearchPlace>().PublicUrl);
        app.MapAssets();
        app.MapSearch();
        app.MapArticles();
        app.MapAlerts();
        app.MapSources();
        app.MapOutbox();
        app.MapConsents();
        app.MapUnsubscribing();
        app.MapDigests();
        app.MapHelp();
        app.MapFeeds();
        app.MapStatus();
        app.MapApi();
    }
}
