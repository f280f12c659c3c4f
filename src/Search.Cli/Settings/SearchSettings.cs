using Microsoft.Extensions.Configuration;
using Search.Alerts.Mail;
using Search.Alerts.Mail.Bounces;
using Search.Alerts.Mail.Dkim;
using Search.Alerts.Retention;

namespace Search.Cli.Settings;

/// <summary>The settings of one data folder: its appsettings.json, overruled by environment variables that begin with SEARCH_.</summary>
public sealed record SearchSettings
{
    /// <summary>What the names of environment variables begin with that are settings.</summary>
    internal const string EnvironmentPrefix = "SEARCH_";

    /// <summary>Null: mail goes to the pickup folder.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary>Who mail is from.</summary>
    public required Mailbox From { get; init; }

    /// <summary>The address under which people reach the pages; null when there is none.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Signs every mail; null for none.</summary>
    public DkimSigner? Dkim { get; init; }

    /// <summary>Where reports of undeliverable mail go; null: to <see cref="From"/>.</summary>
    public BounceAddress? BounceAddress { get; init; }

    /// <summary>The mailbox folder of that address; null for none.</summary>
    public string? BounceFolder { get; init; }

    /// <summary>How long articles, mails and the history are kept.</summary>
    public RetentionSettings Retention { get; init; } = new();

    /// <summary>Feeds on this machine may be polled: for tests and for feeds of one's own.</summary>
    public bool AllowLoopbackFeeds { get; init; }

    /// <summary>Webhooks may lead to this machine: for tests and for receivers of one's own.</summary>
    public bool AllowLoopbackWebhooks { get; init; }

    /// <exception cref="CliException">A setting is wrong; the message names it and its place.</exception>
    public static SearchSettings Load(DataFolder folder) => Load(Read(folder), folder);

    /// <summary>What a configuration says; the data folder is where a relative <c>Mail:Bounces</c> begins.</summary>
    /// <inheritdoc cref="Load(DataFolder)"/>
    public static SearchSettings Load(IConfiguration configuration, DataFolder folder)
    {
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
            Dkim = ReadDkim(configuration.GetSection("Mail:Dkim"), mailbox),
            BounceAddress = ReadBounceAddress(configuration["Mail:BounceAddress"]),
            BounceFolder = string.IsNullOrWhiteSpace(configuration["Mail:Bounces"]) ? null : Path.GetFullPath(configuration["Mail:Bounces"]!, folder.Path),
            Retention = ReadRetention(configuration),
            AllowLoopbackFeeds = Flag(configuration["Feeds:AllowLoopback"], "Feeds:AllowLoopback"),
            AllowLoopbackWebhooks = Flag(configuration["Webhooks:AllowLoopback"], "Webhooks:AllowLoopback"),
        };
    }

    /// <summary>The PostgreSQL database that the folder's data is in: a Npgsql connection string; null for the folder's own file.</summary>
    public static string? DatabaseServer(DataFolder folder) => Read(folder)["Database"] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static IConfigurationRoot Read(DataFolder folder) => SettingsFile.Build(folder, file => file
        .AddJsonFile(folder.Settings, optional: true, reloadOnChange: false)
        .AddEnvironmentVariables(EnvironmentPrefix));

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
            Connections = Number(section["Connections"], "Smtp:Connections", most: 32) is > 0 and var connections ? connections : SmtpSettings.UsualConnections,
            MessagesPerConnection = Number(section["MessagesPerConnection"], "Smtp:MessagesPerConnection", most: 100_000) is > 0 and var messages ? messages : SmtpSettings.UsualMessagesPerConnection,
        };
    }

    private static RetentionSettings ReadRetention(IConfiguration configuration)
    {
        var usual = new RetentionSettings();
        var articles = Number(configuration["Articles:KeepDays"], "Articles:KeepDays", most: 36_500);
        var mail = Number(configuration["Mail:KeepDays"], "Mail:KeepDays", most: 36_500);
        return usual with { Articles = articles > 0 ? TimeSpan.FromDays(articles) : null, Mail = mail > 0 ? TimeSpan.FromDays(mail) : usual.Mail };
    }

    private static DkimSigner? ReadDkim(IConfigurationSection section, Mailbox from)
    {
        var (selector, key) = (section["Selector"], section["KeyFile"]);
        if (string.IsNullOrWhiteSpace(selector) && string.IsNullOrWhiteSpace(key))
            return null;
        if (string.IsNullOrWhiteSpace(selector) || string.IsNullOrWhiteSpace(key))
            throw new CliException("Mail:Dkim needs both a Selector and a KeyFile (SEARCH_Mail__Dkim__Selector, SEARCH_Mail__Dkim__KeyFile)");
        try
        {
            return DkimSigner.Load(section["Domain"] is { Length: > 0 } domain ? domain : from.Domain, selector.Trim(), key.Trim());
        }
        catch (FormatException e)
        {
            throw new CliException($"Mail:Dkim: {e.Message}");
        }
    }

    private static BounceAddress? ReadBounceAddress(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return BounceAddress.TryParse(text.Trim(), out var address)
            ? address
            : throw new CliException($"Mail:BounceAddress '{text}' is no bare mail address with at most 31 characters before the @; one looks like bounces@example.org");
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
