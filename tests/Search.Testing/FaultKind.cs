namespace Search.Testing;

/// <summary>What becomes of the step of a <see cref="FaultInjectingDirectory"/> that is told to fail.</summary>
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    Fails,

    /// <summary>Half of a write arrives; a file is created, made durable, renamed or deleted all the same, though an error is reported.</summary>
    Tears,
}
