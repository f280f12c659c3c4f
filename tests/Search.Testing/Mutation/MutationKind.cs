namespace Search.Testing.Mutation;

/// <summary>How the bytes of a file are damaged.</summary>
public enum MutationKind
{
    /// <summary>One to three bits are turned.</summary>
    FlippedBits,

    /// <summary>One to three bytes become 0, 0x7F, 0xFF or anything.</summary>
    OtherBytes,

    /// <summary>A run of up to 64 bytes becomes 0xFF.</summary>
    Run,

    /// <summary>Two blocks of up to 64 bytes change places.</summary>
    SwappedBlocks,

    /// <summary>A block of up to 64 bytes is written over another.</summary>
    RepeatedBlock,

    /// <summary>The end is missing.</summary>
    CutShort,
}
