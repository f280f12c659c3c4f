using Microsoft.Extensions.Configuration;
using Search.Alerts.Mail;

namespace Search.Cli.Settings;

/// <summary>The settings of one data folder: its appsettings.json, overruled by environment variables that begin with SEARCH_.</summary>
public sealed record SearchSettings
{
    /// <summary>Null: mail goes to the pickup folder.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary>Who mail is from.</summary>
    public required Mailbox From { get; init; }

    /// <summary>The address under which people reach the pages; null when there is none.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Feeds on this machine may be polled: for tests and for feeds of one's own.</summary>
    public bool AllowLoopbackFeeds { get; init; }

    /// <summary>Webhooks may lead to this machine: for tests and for receivers of one's own.</summary>
    public bool AllowLoopbackWebhooks { get; init; }

    /// <exception cref="CliException">A setting is wrong; the message names it and its place.</exception>
    public static SearchSettings Load(DataFolder folder)
    {
        var configuration = Read(folder);
        var smtp = ReadSmtp(configuration.GetSection("Smtp"));
        var from = configuration["Mail:From"];
        if (smtp is not null && string.IsNullOrWhiteSpace(from))
            throw new CliException("Mail:From (SEARCH_Mail__From) is needed beside Smtp:Host: the address that mail comes from");
        if (!Mailbox.TryParse(string.IsNullOrWhiteSpace(from) ? "Search <search@localhost>" : from, out var mailbox))
            throw new CliException($"Mail:From '{from}' is not a mail address; one looks like Search <digest@example.org>");
        return new SearchSettings
        {
            Smtp = smtp,
            From = mailbox,
            PublicUrl = Url(configuration["PublicUrl"]),
            AllowLoopbackFeeds = Flag(configuration["Feeds:AllowLoopback"], "Feeds:AllowLoopback"),
            AllowLoopbackWebhooks = Flag(configuration["Webhooks:AllowLoopback"], "Webhooks:AllowLoopback"),
        };
    }

    private static IConfigurationRoot Read(DataFolder folder)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(folder.Settings, optional: true, reloadOnChange: false)
                .AddEnvironmentVariables("SEARCH_")
                .Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException)
        {
            throw new CliException($"{folder.Settings} cannot be read: {e.GetBaseException().Message}");
        }
    }

    private static SmtpSettings? ReadSmtp(IConfigurationSection section)
    {
        var host = section["Host"];
        if (string.IsNullOrWhiteSpace(host))
            return null;
        return new SmtpSettings
        {
            Host = host.Trim(),
            Port = Number(section["Port"], "Smtp:Port", most: 65_535),
            Security = Security(section["Security"]),
            User = section["User"],
            Password = section["Password"],
            TrustedCertificates = section["TrustedCertificates"],
            HelloName = section["HelloName"],
        };
    }

    private static SmtpSecurity Security(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" or "required" => SmtpSecurity.Required,
        "none" => SmtpSecurity.None,
        "offered" => SmtpSecurity.Offered,
        "implicit" => SmtpSecurity.Implicit,
        _ => throw new CliException($"Smtp:Security '{text}' is none of: none, offered, required, implicit"),
    };

    private static Uri? Url(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") && url.Query.Length == 0
            ? url
            : throw new CliException($"PublicUrl '{text}' is not a web address; one looks like https://search.example.org/");
    }

    private static int Number(string? text, string name, int most)
    {
        if (string.IsNullOrWhiteSpace(text))
            return 0;
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new CliException($"{name} '{text}' is not a number up to {most}");
    }

    private static bool Flag(string? text, string name) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" or "false" or "no" or "0" => false,
        "true" or "yes" or "1" => true,
        _ => throw new CliException($"{name} '{text}' is neither true nor false"),
    };
}
