using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Search.Alerts.Mail;

/// <summary>A display name and an address (RFC 5322 section 3.4). The address is bare, its domain in ASCII (IDNA); equality ignores the display name and the domain's case.</summary>
public sealed class Mailbox : IEquatable<Mailbox>
{
    private const int MaxLocalPart = 64;
    private const int MaxAddress = 254;

    private Mailbox(string? name, string address)
    {
        Name = name;
        Address = address;
    }

    public string? Name { get; }

    public string Address { get; }

    /// <summary>The part after the @.</summary>
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>
    /// Reads <c>user@example.org</c>, <c>Name &lt;user@example.org&gt;</c> or <c>"Name" &lt;user@example.org&gt;</c>. Quoted local parts,
    /// comments, groups and local parts outside ASCII are not accepted: hardly a mail service gives such addresses out, and they are a way
    /// to smuggle headers.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Mailbox? mailbox)
    {
        mailbox = null;
        if (text is null || text.Any(char.IsControl))
            return false;
        text = text.Trim();
        string? name = null;
        if (text.EndsWith('>'))
        {
            var open = text.LastIndexOf('<');
            if (open < 0)
                return false;
            name = Unquote(text[..open].Trim());
            text = text[(open + 1)..^1].Trim();
        }
        if (Normal(text) is not { } address)
            return false;
        mailbox = new Mailbox(string.IsNullOrEmpty(name) ? null : name, address);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>; throws <see cref="FormatException"/>, saying what an address looks like.</summary>
    public static Mailbox Parse(string text) =>
        TryParse(text, out var mailbox) ? mailbox : throw new FormatException($"'{text}' is not a mail address; one looks like name@example.org");

    public bool Equals(Mailbox? other) => other is not null && string.Equals(Address, other.Address, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Mailbox);

    public override int GetHashCode() => Address.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name is null ? Address : $"{Name} <{Address}>";

    private static string Unquote(string name) =>
        name.Length >= 2 && name[0] == '"' && name[^1] == '"' ? name[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) : name;

    private static string? Normal(string text)
    {
        var at = text.LastIndexOf('@');
        if (at is < 1 or > MaxLocalPart || at == text.Length - 1)
            return null;
        var local = text[..at];
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal) || !local.All(IsLocal))
            return null;
        var domain = AsciiDomain(text[(at + 1)..]);
        return domain is null || local.Length + 1 + domain.Length > MaxAddress ? null : $"{local}@{domain}";
    }

    private static bool IsLocal(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal);

    private static string? AsciiDomain(string domain)
    {
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain).ToLowerInvariant();
            return ascii.EndsWith('.') ? null : ascii;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
