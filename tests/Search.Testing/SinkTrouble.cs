namespace Search.Testing;

/// <summary>What goes wrong with one mail at a <see cref="SmtpSink"/>.</summary>
public enum SinkTrouble
{
    /// <summary>Nothing: it is taken.</summary>
    None,

    /// <summary>Taken, but each reply waits a while.</summary>
    Slow,

    /// <summary>451 to MAIL.</summary>
    MailRefused,

    /// <summary>450 to RCPT, as greylisting does.</summary>
    RecipientRefused,

    /// <summary>451 to DATA.</summary>
    DataRefused,

    /// <summary>452 after the message.</summary>
    MessageRefused,

    /// <summary>The connection ends at MAIL.</summary>
    DroppedAtMail,

    /// <summary>The connection ends after 354, in the message.</summary>
    DroppedInMessage,

    /// <summary>The message is taken, and the connection ends before the reply says so.</summary>
    TakenWithoutReply,
}
