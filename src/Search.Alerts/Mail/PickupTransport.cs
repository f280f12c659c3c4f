using System.Security.Cryptography;

namespace Search.Alerts.Mail;

/// <summary>
/// Puts each message as one file of its exact bytes into a folder, for a person or another program to pick up. The file's name
/// follows from recipient and bytes, so the same message again is the same file.
/// </summary>
public sealed class PickupTransport(string folder) : IMailTransport
{
    public string Description => folder;

    public bool IsDelivery => false;

    public async Task<DeliveryResult> SendAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var name = FileName(envelope, message.Span);
        var path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            if (!File.Exists(path))
                await WriteAtomicallyAsync(path, message, cancellationToken);
            return DeliveryResult.Delivered(code: null, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DeliveryResult(DeliveryOutcome.Retry, SmtpPhase.Data, ReplyCode: null, $"{path}: {e.Message}");
        }
    }

    /// <summary>The name that a message has in the pickup folder.</summary>
    public static string FileName(Envelope envelope, ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(envelope.Recipient + "\n"));
        hash.AppendData(message);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)) + ".eml";
    }

    private static async Task WriteAtomicallyAsync(string path, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await using (file)
            {
                await file.WriteAsync(message, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
