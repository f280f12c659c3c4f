using System.IO.Compression;
using System.Text;
using Search.Data.Backups;
using Search.Data.Outbox;
using Search.Data.Sql;
using Search.Testing;

namespace Search.Data.Tests.Backups;

public sealed class DatabaseRestoreTests : IDisposable
{
    private const string Header = """{"format":"search-backup-1","schema":1,"at":"2015-03-17T12:00:00+00:00"}""";
    private const string Counter = """{"table":"ingest_sequence","columns":["one","value"]}""" + "\n[1,0]";

    private readonly TemporaryDatabase _data = new();
    private readonly EmptyPlace _place = new(onServer: true);
    private readonly EmptyPlace _file = new(onServer: false);

    public void Dispose()
    {
        _data.Dispose();
        _place.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task A_place_with_a_database_is_refused_and_stays_as_it_was()
    {
        var backup = await BackupAsync();
        await _place.RestoreAsync(DatabaseBackupTests.Rewound(backup));
        await _file.RestoreAsync(DatabaseBackupTests.Rewound(backup));

        var onServer = await Assert.ThrowsAsync<BackupException>(() => _place.RestoreAsync(DatabaseBackupTests.Rewound(backup)));
        var inFile = await Assert.ThrowsAsync<BackupException>(() => _file.RestoreAsync(DatabaseBackupTests.Rewound(backup)));

        Assert.Contains(TemporaryDatabase.IsPostgres ? "is not empty" : "is there already", onServer.Message, StringComparison.Ordinal);
        Assert.Equal($"{_file.File} is there already; a backup is restored where no database is", inFile.Message);
        using var restored = await _place.OpenAsync();
        Assert.Equal(await DatabaseDump.OfAsync(_data.Database), await DatabaseDump.OfAsync(restored));
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_anywhere_is_refused_and_leaves_nothing()
    {
        var whole = (await BackupAsync()).ToArray();
        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / 40))
            await AssertRefusedAsync(whole[..length], "");
        for (var missing = 1; missing <= 9; missing++)
            await AssertRefusedAsync(whole[..^missing], "damaged");
    }

    [Fact]
    public async Task A_backup_with_a_flipped_bit_is_refused_or_gives_the_same_rows()
    {
        var whole = (await BackupAsync()).ToArray();
        var random = new Random(20150317);
        var refused = 0;
        for (var round = 0; round < 60; round++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            using var place = new EmptyPlace(onServer: round % 10 == 0);
            try
            {
                await place.RestoreAsync(new MemoryStream(damaged));
                using var restored = await place.OpenAsync();
                Assert.Equal(await DatabaseDump.OfAsync(_data.Database), await DatabaseDump.OfAsync(restored));
            }
            catch (BackupException)
            {
                refused++;
                Assert.Empty(place.Files);
            }
        }
        for (var last = 1; last <= 8; last++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[^last] ^= 1;
            await AssertRefusedAsync(damaged, "damaged");
        }
        Assert.True(refused > 50, $"only {refused} were seen to be damaged");
    }

    [Fact]
    public async Task What_is_no_backup_or_of_a_newer_program_is_refused_with_its_reason()
    {
        var newer = Migrations.All.Count + 1;
        (string Lines, string Said)[] wrong =
        [
            ("hello", "damaged"),
            ("{\"format\":\"other\"}", "not a backup"),
            ("[]", "not a backup"),
            ("12", "not a backup"),
            ($$"""{"format":"search-backup-1","schema":{{newer}},"at":"2015-03-17T12:00:00+00:00"}""", $"the backup has schema version {newer}, this program knows up to {Migrations.All.Count}: use the newer program"),
            ("""{"format":"search-backup-1","schema":0,"at":"2015-03-17T12:00:00+00:00"}""", "no schema version"),
            ("""{"format":"search-backup-1","schema":"1"}""", "damaged"),
            ($"{Header}\n[1,0]", "a row of no table"),
            ($"{Header}\n{{\"table\":\"pg_user\",\"columns\":[\"x\"]}}", "no table 'pg_user'"),
            ($"{Header}\n{{\"table\":\"source; DROP TABLE source\",\"columns\":[\"x\"]}}", "no table"),
            ($"{Header}\n{{\"table\":\"source\",\"columns\":[\"x); DROP TABLE source\"]}}", "no name of a column"),
            ($"{Header}\n{{\"table\":\"source\",\"columns\":[\"nosuch\"]}}", "damaged"),
            ($"{Header}\n{{\"table\":\"source\",\"columns\":[]}}", "damaged"),
            ($"{Header}\n{Counter}\n[2]", "does not fit"),
            ($"{Header}\n{Counter}\n[\"2\",0]", "can't hold String"),
            ($"{Header}\n{Counter}\n[1,0]\n{{\"end\":true,\"rows\":2}}", "damaged"),
            ($"{Header}\n{Counter}\n{{\"end\":true,\"rows\":2}}", "it should have 2 rows, and has 1"),
            ($"{Header}\n{Counter}\n{{\"end\":true,\"rows\":1}}\n[1,0]", "goes on after its end"),
            ($"{Header}\n{Counter}", "ends too early"),
            ($"{Header}\n{{\"end\":true,\"rows\":0}}", "higher numbers than its counter"),
        ];
        foreach (var (lines, said) in wrong)
            await AssertRefusedAsync(Zipped(lines + "\n"), said);
        await AssertRefusedAsync(Encoding.UTF8.GetBytes("not gzip at all"), "not a backup");
        await AssertRefusedAsync([], "not a backup");
    }

    [Fact]
    public async Task A_backup_of_each_earlier_schema_is_brought_to_the_newest()
    {
        for (var schema = 1; schema <= Migrations.All.Count; schema++)
        {
            using var backup = new MemoryStream();
            await WriteOldAsync(schema, backup);
            using var place = new EmptyPlace(onServer: schema % 2 == 0);

            await place.RestoreAsync(DatabaseBackupTests.Rewound(backup));

            using var restored = await place.OpenAsync();
            await using var session = await restored.BeginReadAsync();
            Assert.Equal("https://old.example/feed", (await session.Sources.ListAsync()).Single().Url);
            if (schema >= 2)
                Assert.NotNull((await session.Consents.FindAsync(1, 1))?.ConfirmedAt);
            Assert.Equal(Migrations.All.Count, await session.ScalarAsync<long>("SELECT MAX(version) FROM schema_version"));
        }
    }

    [Fact]
    public async Task Keys_go_on_after_the_highest()
    {
        var backup = await BackupAsync();
        foreach (var place in new[] { _place, _file })
        {
            await place.RestoreAsync(DatabaseBackupTests.Rewound(backup));
            using var restored = await place.OpenAsync();
            var added = await restored.WriteAsync(session => session.Articles.IngestAsync(Drafts.Article("https://example.org/next", "next", "another")));
            Assert.Equal((4, 4), (added.ArticleId, added.Seq));
            Assert.Equal(2, (await restored.WriteAsync(session => session.Recipients.EnsureAsync("next@example.org", isOperator: false))).RecipientId);
        }
    }

    [Fact]
    public async Task The_restored_database_has_a_name_of_its_own()
    {
        await _data.Database.WriteAsync(session => session.Settings.WriteAsync("database-identity", "old"));
        await _place.RestoreAsync(DatabaseBackupTests.Rewound(await BackupAsync()));
        using var restored = await _place.OpenAsync();
        Assert.Null(await restored.ReadAsync(session => session.Settings.ReadAsync("database-identity")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Waiting_mail_is_counted_and_cancelled_on_request_without_being_told_again(bool hold)
    {
        var backup = await BackupAsync(withMail: true);

        var report = await _place.RestoreAsync(DatabaseBackupTests.Rewound(backup), hold);

        Assert.Equal(hold ? (0, 1) : (1, 0), (report.Queued, report.Held));
        using var restored = await _place.OpenAsync();
        await using var session = await restored.BeginReadAsync();
        Assert.Equal(hold ? OutboxState.Cancelled : OutboxState.Queued, (await session.Outbox.FindAsync("d1"))!.State);
        Assert.Empty(await session.Matches.UntoldAsync(1, 1, afterMatch: 0));
    }

    [Fact]
    public async Task What_an_earlier_database_left_beside_it_does_not_get_into_the_restored_one()
    {
        await File.WriteAllBytesAsync(_file.File + "-wal", new byte[100_000]);
        await File.WriteAllBytesAsync(_file.File, []);
        await _file.RestoreAsync(DatabaseBackupTests.Rewound(await BackupAsync()));

        Assert.Equal(["search.db"], _file.Files);
        using var restored = await _file.OpenAsync();
        Assert.Equal(await DatabaseDump.OfAsync(_data.Database), await DatabaseDump.OfAsync(restored));
    }

    private async Task AssertRefusedAsync(byte[] backup, string said)
    {
        foreach (var place in new[] { _place, _file })
        {
            var refusal = await Assert.ThrowsAsync<BackupException>(() => place.RestoreAsync(new MemoryStream(backup)));
            Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
            Assert.Empty(place.Files);
        }
        if (!TemporaryDatabase.IsPostgres)
            return;
        using var dialect = new PostgresDialect(_place.ConnectionString);
        await using var session = new DataSession(await dialect.OpenAsync(CancellationToken.None), transaction: null, dialect, TimeProvider.System, released: null, CancellationToken.None);
        Assert.Empty(await session.QueryAsync<string>(session.Dialect.TablesStatement));
    }

    private async Task<MemoryStream> BackupAsync(bool withMail = false)
    {
        await _data.Database.WriteAsync(async session =>
        {
            var person = await session.Recipients.EnsureAsync("a@example.org", isOperator: true);
            var alert = await session.Alerts.AddAsync(Drafts.Alert(), person.RecipientId);
            await session.Subscriptions.AddAsync(alert.AlertId, person.RecipientId);
            for (var number = 0; number < 3; number++)
                await session.Matches.AddAsync([Drafts.Match(alert, await session.Articles.IngestAsync(Drafts.Article($"https://example.org/{number}", $"title {number}", $"قصف {number}")))]);
            if (withMail)
                await session.Outbox.AddAsync(Drafts.Mail(person, "d1", await session.Matches.OfAlertAsync(alert.AlertId)));
        });
        var backup = new MemoryStream();
        await DatabaseBackup.WriteAsync(_data.Database, backup);
        return backup;
    }

    private static async Task WriteOldAsync(int schema, Stream output)
    {
        using var folder = new TemporaryFolder();
        using var dialect = new SqliteDialect(folder.File("old.db"));
        await Migrator.MigrateAsync(dialect, [.. Migrations.All.Take(schema)], TimeProvider.System, CancellationToken.None);
        await using var session = new DataSession(await dialect.OpenAsync(CancellationToken.None), transaction: null, dialect, TimeProvider.System, released: null, CancellationToken.None);
        await session.ExecuteAsync(
            """
            INSERT INTO source (url, name, poll_seconds, enabled, sample, created_at, error_count, next_poll_at)
            VALUES ('https://old.example/feed', 'Old', 900, TRUE, FALSE, 1, 0, 1)
            """);
        if (schema is >= 2 and < 5)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO recipient (address, address_key, token, operator, created_at, confirmed_at) VALUES ('o@example.org', 'o@example.org', 't', TRUE, 1, 2);
                INSERT INTO alert (id, owner_id, name, query, filters, rate, zone, pause_mode, other_spellings, fold_duplicates, tell_again, heartbeat, discreet, sample,
                    version, created_at, updated_at)
                VALUES ('alert', 1, 'Old', 'old', '{}', 'immediate', 'UTC', 'Collect', FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, 1, 1, 1);
                INSERT INTO subscription (alert_id, recipient_id, token, match_cursor, created_at) VALUES (1, 1, 's', 0, 1);
                """);
        }
        else if (schema >= 5)
        {
            var person = await session.Recipients.EnsureAsync("o@example.org", isOperator: true);
            await session.Consents.EnsureAsync(person.RecipientId, person.RecipientId, given: true);
        }
        await DatabaseBackup.WriteAsync(session, output, progress: null);
    }

    private static byte[] Zipped(string text)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }
}
