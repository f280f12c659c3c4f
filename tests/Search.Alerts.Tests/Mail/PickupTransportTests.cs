using System.Text;
using Search.Alerts.Mail;
using Search.Testing;

namespace Search.Alerts.Tests.Mail;

public class PickupTransportTests
{
    private static readonly Envelope ToReader = new("digest@example.org", "reader@example.org");

    [Fact]
    public async Task A_message_is_one_file_of_its_exact_bytes_however_often_it_is_sent()
    {
        using var folder = new TemporaryFolder();
        var bytes = Encoding.ASCII.GetBytes("Subject: x\r\n\r\nbody\r\n");
        var pickup = new PickupTransport(folder.File("outbox"));

        for (var i = 0; i < 3; i++)
            Assert.True((await pickup.SendAsync(ToReader, bytes, CancellationToken.None)).IsDelivered);

        var file = Assert.Single(Directory.GetFiles(folder.File("outbox")));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_fault_to_retry()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("outbox"), "a file where the folder should be");
        var result = await new PickupTransport(folder.File("outbox")).SendAsync(ToReader, "x"u8.ToArray(), CancellationToken.None);
        Assert.Equal(DeliveryOutcome.Retry, result.Outcome);
        Assert.Contains("outbox", result.Detail, StringComparison.Ordinal);
    }
}
