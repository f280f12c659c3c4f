using System.Text;

namespace Search.Testing.Rfc5322;

/// <summary>
/// A strict check of a whole message, written from the RFCs apart from the code that writes mail: RFC 5322 (syntax, line lengths, each
/// header once, dates, message ids, addresses), RFC 2047 (encoded words), RFC 2045 and 2046 (structure and transfer encodings), RFC 2369,
/// 2919 and 8058 (List- headers). Stricter than these where a good message has no need of what they allow: ASCII only, no comments, no
/// obsolete forms, and each text part must be sound text of its charset.
/// </summary>
public static class Rfc5322Check
{
    private static readonly string[] Required = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"];

    private static readonly string[] AtMostOnce =
    [
        "Sender", "Reply-To", "Cc", "Bcc", "In-Reply-To", "References", "Content-Transfer-Encoding", "Auto-Submitted",
        "List-Id", "List-Help", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Archive", "List-Owner", "List-Subscribe", "List-Post",
    ];

    /// <summary>What is wrong with a message, one line a fault; empty when all is well.</summary>
    public static IReadOnlyList<string> Faults(byte[] message)
    {
        var faults = new List<string>(LineRules.Faults(message));
        var text = Encoding.Latin1.GetString(message);
        var fields = HeaderField.ReadBlock(text, faults, out var body);
        foreach (var name in Required.Where(name => fields.Count(field => field.Is(name)) != 1))
            faults.Add($"{name} stands {fields.Count(field => field.Is(name))} times");
        foreach (var name in AtMostOnce.Where(name => fields.Count(field => field.Is(name)) > 1))
            faults.Add($"{name} stands more than once");
        foreach (var field in fields)
            faults.AddRange(FieldFaults(field).Select(fault => $"{field.Name}: {fault}"));
        faults.AddRange(ListRules.Faults(fields));
        faults.AddRange(MimeRules.Faults(fields, body, depth: 0));
        return faults;
    }

    private static IEnumerable<string> FieldFaults(HeaderField field) => field.Name.ToLowerInvariant() switch
    {
        "date" => DateRules.Faults(field.Value),
        "message-id" => AddressRules.MessageIdFaults(field.Value),
        "in-reply-to" or "references" => field.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(AddressRules.MessageIdFaults),
        "from" or "sender" => AddressRules.MailboxFaults(field.Value, most: 1),
        "to" or "cc" or "bcc" or "reply-to" => AddressRules.MailboxFaults(field.Value, most: int.MaxValue),
        "mime-version" => field.Value == "1.0" ? [] : [$"'{field.Value}' is not 1.0"],
        "auto-submitted" => field.Value is "no" or "auto-generated" or "auto-replied" or "auto-notified" ? [] : [$"'{field.Value}' is not known"],
        "content-type" or "content-transfer-encoding" => [],
        var name when name.StartsWith("list-", StringComparison.Ordinal) => [],
        _ => EncodedWordRules.TextFaults(field.Value),
    };
}
