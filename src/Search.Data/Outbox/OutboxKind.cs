namespace Search.Data.Outbox;

/// <summary>Why a mail was written.</summary>
public enum OutboxKind
{
    Digest,

    /// <summary>A person asked to see what a mail looks like; tells no match.</summary>
    Test,
}
