namespace Search.Alerts.Mail;

/// <summary>How to reach the mail server; the keys stand under <c>Smtp</c> in the settings.</summary>
public sealed record SmtpSettings
{
    public required string Host { get; init; }

    /// <summary>0 means the usual one: 465 for implicit TLS, 25 without security, 587 otherwise.</summary>
    public int Port { get; init; }

    public SmtpSecurity Security { get; init; } = SmtpSecurity.Required;

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>A PEM file with a certificate authority to trust instead of the system's, for a server with a private one.</summary>
    public string? TrustedCertificates { get; init; }

    /// <summary>The name given in EHLO; null means this machine's.</summary>
    public string? HelloName { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the server may take for one reply.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an unused connection is kept for the next message.</summary>
    public TimeSpan KeepOpen { get; init; } = TimeSpan.FromSeconds(10);

    public int EffectivePort => Port != 0 ? Port : Security switch
    {
        SmtpSecurity.Implicit => 465,
        SmtpSecurity.None => 25,
        _ => 587,
    };
}
