using System.Text;
using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Alerts.Retention;
using Search.Alerts.Running;
using Search.Data.Articles;
using Search.Data.Outbox;
using Search.Testing;

namespace Search.Alerts.Tests.Retention;

public sealed class TakedownTests : IDisposable
{
    private const string Secret = "Unmistakable";

    private readonly AlertWorld _world = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _world.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_queued_mail_comes_again_without_the_article_and_its_text_is_nowhere()
    {
        await _world.AddAlertAsync();
        var gone = await _world.IngestAsync("1", $"Qalamoun {Secret}", $"{Secret} body.");
        await _world.IngestAsync("2", "Qalamoun stays");
        await _world.TellAsync();

        Assert.True(await new Takedown(_world.Database).RunAsync(gone.Id, "asked by the author"));
        Assert.False(await new Takedown(_world.Database).RunAsync(gone.Id, "again"));
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        await _world.Digest.RunAsync();

        var mails = await _world.OutboxAsync();
        Assert.Equal([OutboxState.Cancelled, OutboxState.Queued], mails.Select(mail => mail.State));
        Assert.Empty(mails[0].Bytes);
        Assert.Equal(1, mails[1].ArticleCount);
        Assert.Contains("Qalamoun stays", MimeReader.Read(mails[1].Bytes).Text, StringComparison.Ordinal);
        await AssertNowhereAsync(Secret);
    }

    [Fact]
    public async Task A_sent_mail_keeps_its_fate_and_its_list_but_no_text()
    {
        await _world.AddAlertAsync();
        var gone = await _world.IngestAsync("1", $"Qalamoun {Secret}");
        await _world.TellAsync();
        await _world.Delivery.RunAsync();

        await new Takedown(_world.Database).RunAsync(gone.Id, "asked by the author");

        var mail = Assert.Single(await _world.OutboxAsync());
        Assert.Equal((OutboxState.Sent, 0), (mail.State, mail.Bytes.Length));
        var item = Assert.Single(await _world.ItemsAsync(mail));
        var tombstone = (await _world.Database.ReadAsync(session => session.Articles.HeadlinesAsync([item.ArticleId]))).Single(article => article.Current);
        Assert.Equal("asked by the author", tombstone.DeletedReason);
        Assert.Equal("", tombstone.Title);
        await AssertNowhereAsync(Secret);
        _world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await _world.TellAsync()).Mails);
    }

    [Fact]
    public async Task A_mail_that_failed_and_was_set_free_keeps_no_text_either()
    {
        await _world.AddAlertAsync();
        var gone = await _world.IngestAsync("1", $"Qalamoun {Secret}");
        await _world.TellAsync();
        _world.Transport.Answer = (_, _) => RecordingTransport.Result(DeliveryOutcome.Rejected, 550, "550 no such user");
        await _world.Delivery.RunAsync();
        var owner = (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync("owner@example.org")))!;
        Assert.True(await _world.Editor.ReinstateAsync(owner.RecipientId));

        await new Takedown(_world.Database).RunAsync(gone.Id, "asked");

        await AssertNowhereAsync(Secret);
    }

    [Fact]
    public async Task Test_mails_that_show_it_go_too()
    {
        var alert = await _world.AddAlertAsync();
        var gone = await _world.IngestAsync("1", $"Qalamoun {Secret}");
        var tests = new TestMail(_world.Database, _world.Settings);
        Assert.NotNull((await tests.QueueAsync(alert.AlertId)).OutboxId);
        await _world.Delivery.RunAsync();
        Assert.NotNull((await tests.QueueAsync(alert.AlertId)).OutboxId);

        await new Takedown(_world.Database).RunAsync(gone.Id, "asked");

        Assert.Equal([OutboxState.Sent, OutboxState.Cancelled], (await _world.OutboxAsync()).Select(mail => mail.State));
        await AssertNowhereAsync(Secret);
    }

    [Fact]
    public async Task It_does_not_come_back()
    {
        var gone = await _world.IngestAsync("1", "Qalamoun", "First text.");
        await new Takedown(_world.Database).RunAsync(gone.Id, "asked");

        Assert.Equal(IngestOutcome.TakenDown, (await _world.IngestAsync("1", "Qalamoun", "First text.")).Outcome);
        Assert.Equal(IngestOutcome.TakenDown, (await _world.IngestAsync("1", "Qalamoun", "Another text.")).Outcome);
    }

    [Fact]
    public async Task The_file_in_the_pickup_folder_goes_and_others_stay()
    {
        using var runner = new AlertRunner(_world.Database, new PickupTransport(_folder.Path), _world.Settings);
        await _world.AddAlertAsync();
        var gone = await _world.IngestAsync("1", $"Qalamoun {Secret}");
        await runner.RunAllAsync();
        await _world.IngestAsync("2", "Qalamoun stays");
        await runner.RunAllAsync();
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);

        await new Takedown(_world.Database, new PickupFiles(_folder.Path)).RunAsync(gone.Id, "asked");

        var left = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder.Path)));
        Assert.Contains("Qalamoun stays", MimeReader.Read(left).Text, StringComparison.Ordinal);
    }

    private async Task AssertNowhereAsync(string text)
    {
        Assert.DoesNotContain(text, await DatabaseDump.OfAsync(_world.Database), StringComparison.OrdinalIgnoreCase);
        foreach (var file in _world.Files)
            Assert.DoesNotContain(text, await ReadSharedAsync(file), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The bytes of a file that is open elsewhere, as characters.</summary>
    internal static async Task<string> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return Encoding.Latin1.GetString(bytes);
    }
}
