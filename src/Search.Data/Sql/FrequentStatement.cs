using System.Data;

namespace Search.Data.Sql;

/// <summary>
/// A statement that one session runs many times: its text, and its parameters in the order in which values are given. Made once, kept in a
/// static field; equality is by reference. Immutable, thread-safe.
/// </summary>
internal sealed class FrequentStatement(string sql, params IReadOnlyList<(string Name, DbType Type)> parameters)
{
    public string Sql => sql;

    public IReadOnlyList<(string Name, DbType Type)> Parameters => parameters;

    /// <summary>Of a statement that adds one row, the column that the database counts up; it is SQLite's own key of the row. Null for other statements, and never that of one that may change a row in place of adding it.</summary>
    public string? Key { get; init; }
}
