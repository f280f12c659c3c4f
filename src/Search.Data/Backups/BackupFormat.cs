using System.Text.Encodings.Web;
using System.Text.Json;

namespace Search.Data.Backups;

/// <summary>
/// A backup is gzip over JSON lines, the same for both databases: a header <c>{"format","schema","at"}</c>, then for each table with rows a
/// line <c>{"table","columns"}</c> and a JSON array a row, and at the end <c>{"end":true,"rows"}</c>. Bytes are <c>{"base64"}</c>; truth
/// values are true and false whatever the database makes of them; instants are numbers, as in the tables.
/// </summary>
internal static class BackupFormat
{
    public const string Name = "search-backup-1";

    /// <summary>The setting that names a database (see the index stage): a restored one gets a name of its own, as its rows will differ.</summary>
    public const string DatabaseIdentity = "database-identity";

    public const string Base64 = "base64";

    /// <summary>Letters of all scripts stand as they are.</summary>
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
