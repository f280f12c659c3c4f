using System.Net;
using System.Text.Json;

namespace Search.Web.Tests.Hosting;

public sealed class ErrorAnswersTests : IAsyncLifetime
{
    private WebWorld _world = null!;

    public async Task InitializeAsync() => _world = await WebWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/articles/none")]
    [InlineData("/articles/none?revision=2")]
    [InlineData("/alerts/none")]
    [InlineData("/outbox/999")]
    [InlineData("/outbox/none")]
    [InlineData("/outbox/999/html")]
    [InlineData("/digests/none")]
    [InlineData("/unsubscribe/none")]
    public async Task A_page_that_is_not_there_says_so(string path) => Assert.Contains("There is no such", await _world.ReadAsync(path, HttpStatusCode.NotFound), StringComparison.Ordinal);

    [Theory]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/articles/none", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/fault", HttpStatusCode.InternalServerError)]
    [InlineData("/api/v1/search?q=", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?q=a&top=1001", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?q=a&skip=-1", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?q=a&from=yesterday", HttpStatusCode.BadRequest)]
    public async Task Programs_get_every_error_as_json(string path, HttpStatusCode status)
    {
        using var json = JsonDocument.Parse(await _world.SourceAsync(path, status));
        var error = json.RootElement.GetProperty("error").GetString();
        Assert.NotEqual("", error);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_method_is_named_so_in_json_as_well()
    {
        using var response = await _world.Client.DeleteAsync(new Uri("/api/v1/alerts", UriKind.Relative));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_damaged_index_is_named_with_the_remedy_and_other_pages_go_on()
    {
        _world.DamageIndex();
        var page = await _world.ReadAsync("/?q=storm", HttpStatusCode.ServiceUnavailable);
        Assert.Contains("segments_z", page, StringComparison.Ordinal);
        Assert.Contains("written anew", page, StringComparison.Ordinal);
        Assert.Contains("segments_z", await _world.SourceAsync("/api/v1/search?q=storm", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        await _world.ReadAsync("/", HttpStatusCode.OK);
        await _world.ReadAsync("/alerts", HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_fault_gives_a_page_without_its_details()
    {
        var page = await _world.ReadAsync("/fault", HttpStatusCode.InternalServerError);
        Assert.Contains("The fault is ours", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
    }
}
