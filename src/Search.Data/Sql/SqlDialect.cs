using System.Data.Common;

namespace Search.Data.Sql;

/// <summary>
/// What SQLite and PostgreSQL say differently: how a connection opens, how a writing transaction begins, how writers are kept apart, and
/// the few words of a statement. Everything else is SQL that both understand. Thread-safe.
/// </summary>
internal abstract class SqlDialect : IDisposable
{
    /// <summary>Where the data is, for people; without secrets.</summary>
    public abstract string Description { get; }

    /// <summary>Column type of a key that the database counts up and never gives twice.</summary>
    public abstract string Identity { get; }

    /// <summary>Column type of bytes.</summary>
    public abstract string Blob { get; }

    /// <summary>An expression that gives each row an opaque name of 128 random bits, in lower-case hex.</summary>
    public abstract string RandomToken { get; }

    /// <summary>Ends the inner SELECT of a claim, so that two claimers don't wait for each other's rows; empty where writers are alone anyway.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>True when one transaction writes at a time, so that waiting for the turn is better done in this process.</summary>
    public abstract bool OneWriter { get; }

    /// <summary>Takes the lock of number <c>@lock</c> until the transaction ends; null where writers are alone anyway.</summary>
    public abstract string? LockStatement { get; }

    /// <summary>
    /// The tables <c>groups</c> and <c>found</c> of a WITH clause: the rows (place, ordinal, alert_id, article_id, revision, seq, version, story_group) that
    /// the JSON text <c>@found</c> holds, an array of <c>[article_id, revision, seq, story_group, version, [alert_id, ...]]</c>.
    /// </summary>
    public abstract string FoundMatches { get; }

    /// <summary>Lists the tables of the schema, one name a row.</summary>
    public abstract string TablesStatement { get; }

    /// <summary>An open connection with every setting that the stores rely on: foreign keys on, waiting for locks.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>A transaction that is going to write: what it reads after taking the lock for it can be changed by no other writer.</summary>
    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>A transaction whose reads all see the database as it was when it began, whoever writes meanwhile.</summary>
    public abstract Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>A statement of a session, made ready to run many times; to be disposed before the connection.</summary>
    public virtual PreparedStatement Prepare(DbConnection connection, DbTransaction? transaction, FrequentStatement statement) =>
        new(connection, transaction, statement);

    /// <summary>Makes the counter of a table's identity go on after its highest key; null where it does so by itself.</summary>
    public abstract string? RestartIdentity(string table, string column);

    /// <summary>Statements that make erased text unreadable in the files too; null where the server sees to that.</summary>
    public abstract string? ForgetStatements { get; }

    /// <summary>Closes pooled connections.</summary>
    public abstract void Dispose();

    /// <summary>Replaces <c>{identity}</c>, <c>{blob}</c> and <c>{token}</c> in a statement of the schema.</summary>
    public string Schema(string sql) => sql
        .Replace("{identity}", Identity, StringComparison.Ordinal)
        .Replace("{blob}", Blob, StringComparison.Ordinal)
        .Replace("{token}", RandomToken, StringComparison.Ordinal);
}
