using System.Text;
using Search.Web.Endpoints;

namespace Search.Web.Tests.Endpoints;

public sealed class OutboxTests : IAsyncLifetime
{
    private readonly List<string> _tokens = [];
    private WebWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await WebWorld.StartAsync();
        var english = await _world.AddAlertAsync("Qalamoun watch", "Qalamoun");
        await _world.AddArticlesAsync(WebWorld.Article("a1", "Fighters in Qalamoun"));
        await _world.TellAsync();
        var arabic = await _world.AddAlertAsync("القلمون", "القلمون");
        await _world.AddArticlesAsync(WebWorld.Article("a2", "مسلحون في القلمون", string.Concat(Enumerable.Repeat("توغل في القلمون الغربي. ", 100))) with { Language = "ar", Source = "الميادين" });
        await _world.TellAsync();
        await using var data = await _world.Database.BeginReadAsync();
        foreach (var alert in new[] { english, arabic })
        {
            var person = (await data.Subscriptions.OfAlertAsync(alert.AlertId)).Single();
            _tokens.AddRange([person.Token, (await data.Recipients.FindAsync(person.RecipientId))!.Token]);
        }
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Mails_are_listed_newest_first_under_the_banner()
    {
        var page = await _world.ReadAsync("/outbox");
        Assert.Contains("Mail is not being sent.", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("/outbox/2", StringComparison.Ordinal) < page.IndexOf("/outbox/1\"", StringComparison.Ordinal));
        Assert.Contains("Qalamoun watch: 1 article", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_is_shown_as_text_and_as_html()
    {
        var page = await _world.ReadAsync("/outbox/2");
        Assert.Contains("مسلحون في القلمون", page, StringComparison.Ordinal);
        Assert.Contains("<iframe src=\"/outbox/2/html\" sandbox", page, StringComparison.Ordinal);
        Assert.Contains("مسلحون في", await _world.ReadAsync("/outbox/2/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_token_of_a_mail_is_shown_in_any_form()
    {
        Assert.Contains(_world.Transport.Mails, mail => Encoding.ASCII.GetString(mail.Bytes).Contains("base64", StringComparison.Ordinal));
        foreach (var path in new[] { "/outbox", "/outbox/1", "/outbox/1/html", "/outbox/2", "/outbox/2/html", "/api/v1/outbox", "/digests/" + await DigestAsync(), "/alerts" })
        {
            var page = await _world.ReadAsync(path);
            var unfolded = page.Replace("=\n", "", StringComparison.Ordinal) + Decoded(page);
            Assert.All(_tokens, token => Assert.DoesNotContain(token, unfolded, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Runs_of_32_hex_digits_are_left_out_and_others_stay()
    {
        var token = new string('a', 16) + "0123456789abcdef";
        Assert.Equal("/unsubscribe/… x", OutboxEndpoints.Redact($"/unsubscribe/{token} x"));
        Assert.Equal("/unsubscribe/…", OutboxEndpoints.Redact($"/unsubscribe/{token[..5]}=\r\n{token[5..]}"));
        Assert.Equal(token[..31], OutboxEndpoints.Redact(token[..31]));
        Assert.Equal(token + "a", OutboxEndpoints.Redact(token + "a"));
    }

    [Fact]
    public async Task A_digests_page_lists_every_article_of_the_mail()
    {
        var page = await _world.ReadAsync("/digests/" + await DigestAsync());
        Assert.Contains("1 article, exactly", page, StringComparison.Ordinal);
        Assert.Contains("القلمون", page, StringComparison.Ordinal);

        await _world.Database.WriteAsync(data => data.Articles.TakeDownAsync("a2", "asked"));
        Assert.Contains("taken down on", await _world.ReadAsync("/digests/" + await DigestAsync()), StringComparison.Ordinal);
    }

    private async Task<string> DigestAsync() => (await _world.Database.ReadAsync(data => data.Outbox.FindAsync(2)))!.DigestId;

    /// <summary>Every line of the page that is base64, decoded.</summary>
    private static string Decoded(string page)
    {
        var text = new StringBuilder();
        foreach (var line in page.Split('\n').Where(line => line.Length > 0 && line.Length % 4 == 0))
        {
            var bytes = new byte[line.Length];
            if (Convert.TryFromBase64String(line, bytes, out var length))
                text.Append(Encoding.UTF8.GetString(bytes, 0, length));
        }
        return text.ToString();
    }
}
