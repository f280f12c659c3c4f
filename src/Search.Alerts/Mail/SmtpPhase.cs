namespace Search.Alerts.Mail;

/// <summary>How far an SMTP session had come, in the order of RFC 5321.</summary>
public enum SmtpPhase
{
    Connect,
    Greeting,
    Hello,
    StartTls,
    Authenticate,
    MailFrom,
    RcptTo,
    Data,

    /// <summary>The message went out and its reply is awaited: a fault here may follow a delivery.</summary>
    AfterData,
    Done,
}
