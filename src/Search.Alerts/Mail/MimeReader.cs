using System.Text;

namespace Search.Alerts.Mail;

/// <summary>
/// Reads back what <see cref="MimeWriter"/> writes, for pages that show stored mail: headers as they stand (unfolded, not decoded), and
/// the decoded text and HTML parts. Tolerant: what is damaged comes out as text.
/// </summary>
public static class MimeReader
{
    public static MimeParts Read(ReadOnlySpan<byte> message)
    {
        var entity = MimeEntity.Read(message.ToArray());
        if (entity.Parameter("boundary") is null)
            return new MimeParts(entity.Headers, Text(entity), Html: null);
        var parts = entity.Parts();
        return new MimeParts(entity.Headers, First(parts, "text/plain") ?? "", First(parts, "text/html"));
    }

    private static string? First(IReadOnlyList<MimeEntity> parts, string type) => parts.FirstOrDefault(part => part.Is(type)) is { } part ? Text(part) : null;

    private static string Text(MimeEntity entity) => Encoding.UTF8.GetString(entity.DecodedBody());
}
