using System.Globalization;
using Search.Data.Alerts;
using Search.Data.Backups;
using Search.Data.Sql;
using Search.Testing;

namespace Search.Data.Tests.Backups;

public sealed class DatabaseBackupTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Every_table_of_the_schema_is_in_a_backup()
    {
        var there = await _data.Database.ReadAsync(session => session.QueryAsync<string>(session.Dialect.TablesStatement));

        Assert.Equal(there.Except(["schema_version"]).Order(StringComparer.Ordinal), Migrations.Tables.Select(table => table.Table).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_table_and_column_survives_into_either_database_and_back(bool onServer)
    {
        await OddRows.FillAsync(_data.Database);
        using var backup = new MemoryStream();
        var rows = await DatabaseBackup.WriteAsync(_data.Database, backup);
        using var place = new EmptyPlace(onServer);

        var report = await place.RestoreAsync(Rewound(backup));

        Assert.Equal(((Migrations.Tables.Count - 1) * OddRows.PerTable) + 1, rows);
        Assert.Equal(rows, report.Rows);
        Assert.Equal(_data.Time.GetUtcNow(), report.At);
        using var restored = await place.OpenAsync();
        Assert.Equal(await DatabaseDump.OfAsync(_data.Database), await DatabaseDump.OfAsync(restored));
        using var second = new MemoryStream();
        await DatabaseBackup.WriteAsync(restored, second);
        using var home = new EmptyPlace(onServer: true);
        await home.RestoreAsync(Rewound(second));
        using var back = await home.OpenAsync();
        Assert.Equal(await DatabaseDump.OfAsync(_data.Database), await DatabaseDump.OfAsync(back));
    }

    [Fact]
    public async Task A_backup_during_writes_is_a_state_between_two_commits()
    {
        var world = await PrepareAsync();
        var going = true;
        var writers = Enumerable.Range(0, 3).Select(number => Task.Run(() => WriteAsync(world, number, () => Volatile.Read(ref going)))).ToList();
        for (var round = 0; round < 6 || await CountAsync() < 60; round++)
        {
            using var backup = new MemoryStream();
            await DatabaseBackup.WriteAsync(_data.Database, backup);
            using var place = new EmptyPlace(onServer: round % 2 == 0);
            await place.RestoreAsync(Rewound(backup));
            using var restored = await place.OpenAsync();
            await AssertBetweenCommitsAsync(restored);
        }
        Volatile.Write(ref going, false);
        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task An_empty_database_survives()
    {
        using var backup = new MemoryStream();
        Assert.Equal(1, await DatabaseBackup.WriteAsync(_data.Database, backup));
        using var place = new EmptyPlace(onServer: true);
        await place.RestoreAsync(Rewound(backup));
        using var restored = await place.OpenAsync();

        Assert.Equal(1, (await restored.WriteAsync(session => session.Articles.IngestAsync(Drafts.Article()))).Seq);
    }

    internal static MemoryStream Rewound(MemoryStream backup)
    {
        backup.Position = 0;
        return backup;
    }

    private Task<long> CountAsync() => _data.Database.ReadAsync(session => session.Articles.CountAsync());

    private Task<(Alert Alert, Recipient Person)> PrepareAsync() => _data.Database.WriteAsync(async session =>
    {
        var person = await session.Recipients.EnsureAsync("a@example.org", isOperator: true);
        var alert = await session.Alerts.AddAsync(Drafts.Alert(), person.RecipientId);
        await session.Subscriptions.AddAsync(alert.AlertId, person.RecipientId);
        await session.Settings.WriteAsync("left", "0");
        await session.Settings.WriteAsync("right", "0");
        return (alert, person);
    });

    /// <summary>Transactions that write an article, its match, a mail of it, and a pair of counters; every fourth takes an article down.</summary>
    private async Task WriteAsync((Alert Alert, Recipient Person) world, int writer, Func<bool> going)
    {
        for (var round = 0; going(); round++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{writer}-{round}");
            await _data.Database.WriteAsync(async session =>
            {
                var added = await session.Articles.IngestAsync(Drafts.Article($"https://example.org/{name}", name));
                await session.Matches.AddAsync([Drafts.Match(world.Alert, added)]);
                var match = (await session.Matches.NewestAsync(world.Alert.AlertId, 1))[0];
                await session.Settings.WriteAsync("left", name);
                await session.Outbox.AddAsync(Drafts.Mail(world.Person, name, match));
                if (round % 4 == 3)
                    await session.Articles.TakeDownAsync(added.Id, "test");
                await session.Settings.WriteAsync("right", name);
            });
        }
    }

    private static async Task AssertBetweenCommitsAsync(Database restored)
    {
        await using var session = await restored.BeginReadAsync();
        Assert.Equal(await session.Settings.ReadAsync("left"), await session.Settings.ReadAsync("right"));
        Assert.Equal(await session.ScalarAsync<long>("SELECT COALESCE(MAX(seq), 0) FROM article_revision"), await session.Articles.LastSeqAsync());
        Assert.Equal(0, await session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox_item i WHERE NOT EXISTS (SELECT 1 FROM article_match m WHERE m.match_id = i.match_id AND m.state = 'Told')"));
        Assert.Equal(0, await session.ScalarAsync<long>("SELECT COUNT(*) FROM article_match m WHERE m.state = 'Told' AND NOT EXISTS (SELECT 1 FROM outbox_item i WHERE i.match_id = m.match_id)"));
        Assert.Equal(0, await session.ScalarAsync<long>("SELECT COUNT(*) FROM article a WHERE NOT EXISTS (SELECT 1 FROM article_revision r WHERE r.article_id = a.article_id AND r.seq = a.seq)"));
        Assert.Equal(await session.ScalarAsync<long>("SELECT COUNT(*) FROM article"), await session.Matches.CountAsync(1));
    }
}
