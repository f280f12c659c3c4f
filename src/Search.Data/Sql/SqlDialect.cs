using System.Data.Common;

namespace Search.Data.Sql;

/// <summary>
/// What SQLite and PostgreSQL say differently: how a connection opens, how a writing transaction begins, and the few words of a
/// statement. Everything else is SQL that both understand. Thread-safe, without state beyond its connection string.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>Column type of a key that the database counts up and never gives twice.</summary>
    public abstract string Identity { get; }

    /// <summary>Column type of bytes.</summary>
    public abstract string Blob { get; }

    /// <summary>Ends the inner SELECT of a claim, so that two claimers don't wait for each other's rows; empty where writers are alone anyway.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>An open connection with every setting that the stores rely on: foreign keys on, waiting for locks.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>A transaction that is going to write: after this nothing it reads can be changed by another writer of the same rows.</summary>
    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Replaces <c>{identity}</c> and <c>{blob}</c> in a statement of the schema.</summary>
    public string Schema(string sql) =>
        sql.Replace("{identity}", Identity, StringComparison.Ordinal).Replace("{blob}", Blob, StringComparison.Ordinal);
}
