namespace Search.Alerts.Transfer;

/// <summary>
/// The settings that a setup may carry, by their paths in the data folder's appsettings.json. Passwords and the database's address are not
/// among them; files that settings name, such as a key, are named and not carried.
/// </summary>
public static class SetupSettings
{
    /// <summary>In the order of an export.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Articles:KeepDays", "Feeds:AllowLoopback", "Mail:BounceAddress", "Mail:Bounces", "Mail:Dkim:Domain", "Mail:Dkim:KeyFile", "Mail:Dkim:Selector", "Mail:From",
        "Mail:KeepDays", "PublicUrl", "Smtp:Connections", "Smtp:HelloName", "Smtp:Host", "Smtp:MessagesPerConnection", "Smtp:Port", "Smtp:Security",
        "Smtp:TrustedCertificates", "Smtp:User", "Webhooks:AllowLoopback",
    ];
}
