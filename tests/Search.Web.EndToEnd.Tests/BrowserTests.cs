using Microsoft.Playwright;
using Search.Testing;

namespace Search.Web.EndToEnd.Tests;

/// <summary>The service as a new user meets it: the real program, an empty data folder, a real browser.</summary>
public sealed class BrowserTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private SearchProgram.Running? _serve;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _address = "";

    public async Task InitializeAsync()
    {
        if (!Peers.Has(Peer.Chromium))
            return;
        _serve = new SearchProgram(_folder.File("data")).Start("serve", "--urls", "http://127.0.0.1:0");
        var line = await _serve.LineAsync(text => text.Contains("http://", StringComparison.Ordinal), Patience);
        Assert.NotNull(line);
        _address = line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Peers.Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_serve is not null)
            await _serve.KillAsync();
    }

    public void Dispose()
    {
        _serve?.Dispose();
        _folder.Dispose();
    }

    [PeerFact(Peer.Chromium)]
    public async Task A_new_user_finds_the_sample_and_its_digest_within_a_minute()
    {
        var page = await PageAsync(scripts: false);
        await SearchAsync(page, "Qalamoun AND incursion");
        Assert.NotEqual(0, await page.Locator("ol.hits > li").CountAsync());
        Assert.NotEqual(0, await page.Locator("ol.hits mark").CountAsync());

        await page.Locator("ol.hits h2 a").First.ClickAsync();
        Assert.NotEqual(0, await page.Locator("article.story p mark").CountAsync());

        await UntilAsync(page, _address + "/outbox", "table tbody tr");
        await page.Locator("table tbody tr a").First.ClickAsync();
        Assert.Contains("Qalamoun", await page.FrameLocator("iframe").Locator("body").InnerTextAsync(), StringComparison.Ordinal);
    }

    [PeerFact(Peer.Chromium)]
    public async Task A_search_becomes_an_alert_without_any_script()
    {
        var page = await PageAsync(scripts: false);
        await SearchAsync(page, "Lebanon");
        await page.GetByText("Mail me this").ClickAsync();
        Assert.Contains("would have found", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.FillAsync("#to", "reader@example.org");
        await page.FillAsync("#name", "Lebanon <b>watch</b>");
        await page.GetByText("Save alert").ClickAsync();
        Assert.Contains("The alert is saved", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal("Lebanon <b>watch</b>", await page.InnerTextAsync("h1"));

        await page.GotoAsync(_address + "/alerts");
        await page.Locator("tr", new PageLocatorOptions { HasText = "watch" }).GetByText("pause").ClickAsync();
        Assert.Contains("paused", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [PeerFact(Peer.Chromium)]
    public async Task A_mistake_in_a_query_is_shown_with_its_place_and_no_script_of_a_query_runs()
    {
        var page = await PageAsync(scripts: true);
        await SearchAsync(page, "(Lebanon OR <script>document.title='x'</script>");
        Assert.NotEqual(0, await page.Locator(".problem").CountAsync());
        Assert.NotEqual("x", await page.TitleAsync());
    }

    private async Task<IPage> PageAsync(bool scripts)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = scripts });
        return await context.NewPageAsync();
    }

    private async Task SearchAsync(IPage page, string query)
    {
        await page.GotoAsync(_address + "/");
        await page.FillAsync("input[name=q]", query);
        await page.PressAsync("input[name=q]", "Enter");
    }

    private static async Task UntilAsync(IPage page, string address, string selector)
    {
        var began = TimeProvider.System.GetTimestamp();
        do
        {
            await page.GotoAsync(address);
            if (await page.Locator(selector).CountAsync() > 0)
                return;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        while (TimeProvider.System.GetElapsedTime(began) < Patience);
        Assert.Fail($"{selector} did not come up at {address}");
    }
}
