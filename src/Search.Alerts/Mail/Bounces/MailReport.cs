namespace Search.Alerts.Mail.Bounces;

/// <summary>
/// A multipart/report (RFC 6522): the part for machines in groups of fields, and the Message-ID of the mail that it returns. Groups are
/// divided by empty lines; at most 1,000 of them are read.
/// </summary>
internal sealed class MailReport
{
    private const int MostGroups = 1_000;
    private const int MostFields = 100;
    private const int MostCharacters = 2_000;

    private static readonly string[] Returned = ["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"];

    private MailReport(IReadOnlyList<IReadOnlyList<MailHeader>> groups, string? originalMessageId)
    {
        Groups = groups;
        OriginalMessageId = originalMessageId;
    }

    public IReadOnlyList<IReadOnlyList<MailHeader>> Groups { get; }

    public string? OriginalMessageId { get; }

    /// <summary>Null for any mail but a report of this type with a part of one of these content types.</summary>
    public static MailReport? Read(ReadOnlyMemory<byte> message, string reportType, params ReadOnlySpan<string> partTypes)
    {
        var entity = MimeEntity.Read(message);
        if (!entity.Is("multipart/report") || !reportType.Equals(entity.Parameter("report-type"), StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = entity.Parts();
        foreach (var type in partTypes)
        {
            if (parts.FirstOrDefault(part => part.Is(type)) is { } status)
                return new MailReport(ReadGroups(status.DecodedBody()), MessageId(parts));
        }
        return null;
    }

    /// <summary>The value of the first field of this name, on one line; empty when there is none.</summary>
    public static string Field(IReadOnlyList<MailHeader> group, string name) =>
        ServerText.Clean(group.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value ?? "");

    /// <summary>What follows the type in a field such as <c>rfc822; user@example.org</c>; without brackets around it.</summary>
    public static string WithoutType(string value) =>
        value[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().TrimStart('<').TrimEnd('>');

    private static List<IReadOnlyList<MailHeader>> ReadGroups(byte[] text)
    {
        var groups = new List<IReadOnlyList<MailHeader>>();
        var start = 0;
        while (start < text.Length && groups.Count < MostGroups)
        {
            var group = MailHeaders.Read(text.AsSpan(start), MostFields, MostCharacters, out var length);
            start += length;
            if (group.Count > 0)
                groups.Add(group);
        }
        return groups;
    }

    private static string? MessageId(IReadOnlyList<MimeEntity> parts)
    {
        var returned = parts.FirstOrDefault(part => Returned.Any(part.Is));
        if (returned is null)
            return null;
        var original = MimeEntity.Read(returned.DecodedBody());
        var id = ServerText.Clean(original.Value("Message-ID"));
        var (open, close) = (id.IndexOf('<', StringComparison.Ordinal), id.IndexOf('>', StringComparison.Ordinal));
        return open >= 0 && close > open + 1 ? id[(open + 1)..close] : id.Length > 0 ? id : null;
    }
}
