using Search.Data.Sql;

namespace Search.Data.Tests.Backups;

/// <summary>Rows with odd values in every table and every column: scripts, emoji, line breaks and quotes, empty and long texts, numbers at the ends, all bytes, nulls.</summary>
internal static class OddRows
{
    private static readonly string[] Texts =
    [
        "", " ", "قصف على القلمون", "😀👩‍👩‍👧", "line\r\nbreak\u2028\u2029\u0085", "\"quoted\" '' \\ \\u0041 {}[]", "\u202Ebidi\u202C \uFEFF\uFFFD", "Ünïcödé é", "\u0001\u001F\u007F",
        new string('x', 200_000), "<script>&amp;", "null", "12", "true",
    ];

    private static readonly long[] Numbers = [0, 1, -1, long.MaxValue, long.MinValue, 1_426_593_600_000];

    private static readonly byte[][] ByteTexts = [[], [0], [.. Enumerable.Range(0, 256).Select(value => (byte)value)]];

    private static readonly string[] Keys =
    [
        "article_id", "recipient_id", "owner_id", "alert_id", "match_id", "outbox_id", "source_id", "webhook_id", "subscription_id", "notice_id", "event_id", "call_id", "run_id",
    ];

    private static readonly string[] Narrow = ["revision", "version", "alert_count", "article_count", "attempts", "ordinal", "asked_count"];

    private static readonly string[] Unique =
    [
        "id", "identity", "url", "address_key", "token", "digest_id", "message_id", "name", "address_hash", "manage_token", "feed_token",
    ];

    public const int PerTable = 14;

    public static Task FillAsync(Database database) => database.WriteAsync(async session =>
    {
        await session.ExecuteAsync("UPDATE ingest_sequence SET value = @PerTable", new { PerTable = (long)PerTable });
        foreach (var (table, _) in Migrations.Tables.Where(table => table.Table != "ingest_sequence"))
        {
            var columns = await ColumnsAsync(session, table);
            for (var row = 0; row < PerTable; row++)
                await InsertAsync(session, table, columns, row);
        }
    });

    private static async Task InsertAsync(DataSession session, string table, IReadOnlyList<(string Name, string Type, bool Nullable)> columns, int row)
    {
        var values = new Dapper.DynamicParameters();
        foreach (var (at, column) in columns.Index())
            values.Add(column.Name, Value(column, row, row + at));
        await session.ExecuteAsync(
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES ({string.Join(", ", columns.Select(column => "@" + column.Name))})", values);
    }

    private static object? Value((string Name, string Type, bool Nullable) column, int row, int turn) => (column.Name, column.Type.ToUpperInvariant()) switch
    {
        ("event_id", "TEXT") => UniqueText(row),
        _ when column.Nullable && turn % 3 == 0 => null,
        (var name, _) when Keys.Contains(name) => (long)row + 1,
        (var name, _) when Narrow.Contains(name) => (row % 3) switch { 0 => int.MaxValue - row, 1 => int.MinValue + row, _ => row },
        (var name, _) when Unique.Contains(name) => UniqueText(row),
        ("seq" or "began_seq", _) => (long)row + 1,
        (_, "TEXT") => Texts[turn % Texts.Length],
        (_, "BOOLEAN") => turn % 2 == 0,
        (_, "BLOB" or "BYTEA") => ByteTexts[turn % ByteTexts.Length],
        _ => Numbers[turn % Numbers.Length],
    };

    private static string UniqueText(int row) => $"{row}{Texts[row % Texts.Length]}";

    private static async Task<IReadOnlyList<(string Name, string Type, bool Nullable)>> ColumnsAsync(DataSession session, string table)
    {
        var rows = session.Dialect.OneWriter
            ? await session.QueryAsync<Column>($"SELECT name, type, \"notnull\" = 0 AND pk = 0 AS nullable FROM pragma_table_info('{table}')")
            : await session.QueryAsync<Column>($"SELECT column_name AS name, data_type AS type, is_nullable = 'YES' AS nullable FROM information_schema.columns WHERE table_name = '{table}'");
        return [.. rows.Select(column => (column.Name, column.Type, column.Nullable))];
    }

    private sealed record Column
    {
        public string Name { get; init; } = "";

        public string Type { get; init; } = "";

        public bool Nullable { get; init; }
    }
}
