namespace Search.Alerts.Mail;

/// <summary>How to reach the mail server; the keys stand under <c>Smtp</c> in the settings.</summary>
public sealed record SmtpSettings
{
    public const int UsualConnections = 4;

    public const int UsualMessagesPerConnection = 100;

    /// <summary>More than servers put up with from one machine.</summary>
    private const int MaxConnections = 50;

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

    /// <summary>
    /// How long the server may take to say whether it has the message: null means five times the other replies. A server at work is
    /// waited for longer here (RFC 5321 section 4.5.3.2.6 asks for ten minutes), since giving up too soon sends the message twice.
    /// </summary>
    public TimeSpan? FinalReplyTimeout { get; init; }

    /// <summary>How long an unused connection is kept for the next message.</summary>
    public TimeSpan KeepOpen { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Sessions with the server that may be open at once. Below 1 is taken as 1, above 50 as 50.</summary>
    public int Connections { get; init; } = UsualConnections;

    /// <summary>Messages after which a session is closed and another opened, as many servers want it. Below 1 is taken as 1.</summary>
    public int MessagesPerConnection { get; init; } = UsualMessagesPerConnection;

    public int EffectiveConnections => Math.Clamp(Connections, 1, MaxConnections);

    public int EffectiveMessagesPerConnection => Math.Max(1, MessagesPerConnection);

    public TimeSpan EffectiveFinalReplyTimeout => FinalReplyTimeout ?? 5 * ReplyTimeout;

    public int EffectivePort => Port != 0 ? Port : Security switch
    {
        SmtpSecurity.Implicit => 465,
        SmtpSecurity.None => 25,
        _ => 587,
    };
}
