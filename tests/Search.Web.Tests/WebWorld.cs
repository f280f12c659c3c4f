using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Search.Alerts;
using Search.Alerts.Digests;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Alerts.Matching;
using Search.Alerts.Running;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Ingest.Sources;
using Search.Ingest.Stages;
using Search.Lucene.Store;
using Search.Queries.Searching;
using Search.Testing;
using Search.Web.Hosting;

namespace Search.Web.Tests;

/// <summary>The pages on a port of this machine, over a database of their own and an index in memory, and a browser without scripts.</summary>
internal sealed partial class WebWorld : IAsyncDisposable
{
    private readonly TemporaryDatabase _data = new();
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryDirectory _directory = new();
    private readonly IHost _host;
    private readonly ArticleSearcher _searcher;

    private WebWorld()
    {
        _searcher = new ArticleSearcher(_directory, Time);
        Runner = new AlertRunner(Database, Transport, Settings);
        Editor = new AlertEditor(Database);
        _host = Build();
    }

    public static AlertSettings Settings { get; } = new() { From = Mailbox.Parse("Search <search@example.org>"), LocalUrl = new Uri("http://127.0.0.1:5080") };

    public Database Database => _data.Database;

    public ManualTime Time => _data.Time;

    public RecordingTransport Transport { get; } = new();

    public AlertRunner Runner { get; }

    public AlertEditor Editor { get; }

    /// <summary>Keeps cookies, and shows redirects instead of following them.</summary>
    public HttpClient Client { get; private set; } = new();

    public static async Task<WebWorld> StartAsync()
    {
        var world = new WebWorld();
        await world._host.StartAsync();
        world.Client.Dispose();
        world.Client = world.NewClient();
        return world;
    }

    /// <summary>Another browser, without the cookies of the first.</summary>
    public HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(Url) };

    /// <summary>Leaves a newest commit that is none.</summary>
    public void DamageIndex()
    {
        using var output = _directory.CreateOutput("segments_z");
        output.WriteBytes(new byte[64]);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Runner.Dispose();
        _searcher.Dispose();
        _directory.Dispose();
        _data.Dispose();
        _folder.Dispose();
    }

    /// <summary>Stores articles and brings them into the index.</summary>
    public async Task AddArticlesAsync(params ArticleDraft[] drafts)
    {
        foreach (var draft in drafts)
            await Database.WriteAsync(data => data.Articles.IngestAsync(draft));
        using var stage = await IndexStage.OpenAsync(Database, _directory, CancellationToken.None);
        await stage.RunAsync(progress: null, CancellationToken.None);
    }

    public static ArticleDraft Article(string id, string title, string body = "A body.") =>
        new() { Id = id, Url = "https://news.example/" + id, Title = title, Body = body, Source = "Syria Direct", Language = "en", Published = new DateTimeOffset(2015, 3, 1, 8, 30, 0, TimeSpan.Zero) };

    public async Task<Alert> AddAlertAsync(string name, string query)
    {
        var outcome = await Editor.AddAsync(new AlertRequest { Name = name, Query = query, To = ["owner@example.org"], Operator = true });
        Assert.True(outcome.IsStored, string.Join("; ", outcome.Problems));
        return outcome.Alert;
    }

    /// <summary>Matches, composes and delivers, past the pool of immediate alerts.</summary>
    public async Task TellAsync()
    {
        await Runner.MatchAsync();
        Time.Advance(TimeSpan.FromMinutes(6));
        await Runner.DigestAsync();
        await Runner.DeliverAsync();
    }

    /// <summary>A page's text as a browser understands it: references to characters resolved.</summary>
    public async Task<string> ReadAsync(string path, HttpStatusCode status = HttpStatusCode.OK) => WebUtility.HtmlDecode(await SourceAsync(path, status));

    public async Task<string> SourceAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{path}: {response.StatusCode}\n{text}");
        return text;
    }

    /// <summary>Sends a form as the browser of a person who loaded a page first.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        await SendAsync(Client, path, [.. fields, ("__RequestVerificationToken", await TokenAsync())]);

    public static Task<HttpResponseMessage> SendAsync(HttpClient client, string path, params (string Name, string Value)[] fields) => client.PostAsync(
        new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public async Task<string> TokenAsync() => TokenField().Match(await SourceAsync("/sources")).Groups[1].Value;

    private string Url => _host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    private WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _folder.Path });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Database).AddSingleton(Editor).AddSingleton(new QueryPreview(Database)).AddSingleton(Runner)
            .AddSingleton(new Unsubscriber(Database)).AddSingleton(new ConsentAnswers(Database)).AddSingleton(new SourceDesk(Database)).AddSingleton(_searcher).AddSingleton(new ArticleHighlighter(Time))
            .AddSingleton(new TestMail(Database, Settings)).AddSingleton(new SearchPlace("data", SendsMail: false, "the outbox folder", PublicUrl: null));
        builder.Services.AddSearchWeb(_folder.File("keys"));
        var app = builder.Build();
        app.MapSearchWeb();
        app.MapGet("/fault", Fail);
        app.MapGet("/api/v1/fault", Fail);
        return app;
    }

    private static IResult Fail() => throw new InvalidOperationException("secret detail");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex TokenField();
}
