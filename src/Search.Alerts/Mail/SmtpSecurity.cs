namespace Search.Alerts.Mail;

/// <summary>How the connection to the mail server is protected (setting <c>Smtp:Security</c>).</summary>
public enum SmtpSecurity
{
    /// <summary>Plain text. Credentials are then sent to a server on this machine only.</summary>
    None,

    /// <summary>STARTTLS where the server offers it (RFC 3207); plain text otherwise, without credentials.</summary>
    Offered,

    /// <summary>STARTTLS, or no mail.</summary>
    Required,

    /// <summary>TLS from the first byte (RFC 8314), usually on port 465.</summary>
    Implicit,
}
