namespace Search.Data.Backups;

/// <summary>What a column holds: the same on both databases, whatever they call it.</summary>
internal enum ColumnKind
{
    Number,

    Text,

    Truth,

    Bytes,
}
