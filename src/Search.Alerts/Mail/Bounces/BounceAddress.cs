using System.Diagnostics.CodeAnalysis;

namespace Search.Alerts.Mail.Bounces;

/// <summary>
/// The envelope sender of mails, one for each: <c>bounces+ID@example.org</c>, from <c>bounces@example.org</c> and the 32 hexadecimal digits of
/// a mail. A report that comes back to it says by its recipient which mail it is about, even when it returns nothing of the mail. Equality
/// is that of the address.
/// </summary>
public sealed record BounceAddress
{
    private const int IdLength = 32;
    private const int MostLocalPart = 64;

    // Where a server notes whom a mail was delivered to. To alone is the sender's word, and stands last.
    private static readonly string[] RecipientHeaders = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To"];
    private readonly string _prefix;
    private readonly string _suffix;

    private BounceAddress(Mailbox mailbox)
    {
        _prefix = mailbox.Address[..mailbox.Address.LastIndexOf('@')] + "+";
        _suffix = "@" + mailbox.Domain;
    }

    /// <summary>The bare address from the settings.</summary>
    public string Base => _prefix[..^1] + _suffix;

    /// <summary>False for what is no bare address, and for one whose part before the @ is longer than 31 characters: 64 is the most with an id in it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BounceAddress? address)
    {
        address = Mailbox.TryParse(text, out var mailbox) && mailbox.Name is null ? new BounceAddress(mailbox) : null;
        if (address is not null && address._prefix.Length + IdLength > MostLocalPart)
            address = null;
        return address is not null;
    }

    /// <summary>The envelope sender of the mail with this id. Throws <see cref="ArgumentException"/> when it is not 32 hexadecimal digits.</summary>
    public string For(string id) => IsId(id) ? _prefix + id.ToLowerInvariant() + _suffix
        : throw new ArgumentException($"not an id of {IdLength} hexadecimal digits: '{id}'", nameof(id));

    /// <summary>The id in an address that <see cref="For"/> made, in small letters; null in any other.</summary>
    public string? IdOf(string address)
    {
        var length = _prefix.Length + IdLength + _suffix.Length;
        return address.Length == length && IdAt(address, 0) is { } id ? id : null;
    }

    /// <summary>The id that stands in the recipient headers of a mail that came back; null when there is none.</summary>
    public string? IdOf(ReadOnlyMemory<byte> message)
    {
        var headers = MimeEntity.Read(message).Headers;
        return RecipientHeaders
            .SelectMany(name => headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .Select(header => Find(header.Value))
            .FirstOrDefault(id => id is not null);
    }

    private string? Find(string text)
    {
        for (var at = 0; (at = text.IndexOf(_prefix, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if ((at == 0 || !IsInAddress(text[at - 1])) && IdAt(text, at) is { } id)
                return id;
        }
        return null;
    }

    /// <summary>The id of the address that begins at <paramref name="at"/> and ends with the domain.</summary>
    private string? IdAt(string text, int at)
    {
        var rest = text.AsSpan(at);
        var isOurs = rest.Length >= _prefix.Length + IdLength + _suffix.Length
            && rest.StartsWith(_prefix, StringComparison.OrdinalIgnoreCase)
            && rest[(_prefix.Length + IdLength)..].StartsWith(_suffix, StringComparison.OrdinalIgnoreCase);
        if (!isOurs || (rest.Length > _prefix.Length + IdLength + _suffix.Length && IsInAddress(rest[_prefix.Length + IdLength + _suffix.Length])))
            return null;
        var id = rest.Slice(_prefix.Length, IdLength).ToString().ToLowerInvariant();
        return IsId(id) ? id : null;
    }

    private static bool IsId(string id) => id.Length == IdLength && id.All(char.IsAsciiHexDigit);

    private static bool IsInAddress(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.@".Contains(c, StringComparison.Ordinal);
}
