namespace Search.Data.Outbox;

/// <summary>Why a mail was written.</summary>
public enum OutboxKind
{
    Digest,

    /// <summary>Nothing matched, and the alert says so.</summary>
    Heartbeat,

    /// <summary>Asks a person to agree to an owner's mails.</summary>
    Confirmation,

    /// <summary>Tells an owner what happened to alerts, people and sources.</summary>
    Notice,

    /// <summary>A person asked to see what a mail looks like; tells no match.</summary>
    Test,
}
