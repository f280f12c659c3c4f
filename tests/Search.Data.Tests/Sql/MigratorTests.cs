using Dapper;
using Microsoft.Data.Sqlite;
using Search.Data.Sql;
using Search.Testing;

namespace Search.Data.Tests.Sql;

public sealed class MigratorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_earlier_schema_comes_to_the_newest_step_by_step()
    {
        for (var known = 1; known <= Migrations.All.Count; known++)
        {
            var path = _folder.File($"{known}.db");
            var dialect = new SqliteDialect(path);
            await Migrator.MigrateAsync(dialect, [.. Migrations.All.Take(known)], TimeProvider.System, CancellationToken.None);
            dialect.Dispose();

            using var database = Database.Open(path);
            await database.WriteAsync(session => session.Articles.IngestAsync(Drafts.Article()));
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_with_a_clear_message()
    {
        var path = _folder.File("newer.db");
        var dialect = new SqliteDialect(path);
        await Migrator.MigrateAsync(dialect, [.. Migrations.All, "CREATE TABLE later (x BIGINT)"], TimeProvider.System, CancellationToken.None);
        dialect.Dispose();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.OpenAsync(path));
        Assert.Contains("newer program", error.Message);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_schema_as_it_was()
    {
        var path = _folder.File("failing.db");
        var dialect = new SqliteDialect(path);
        await Assert.ThrowsAsync<SqliteException>(() => Migrator.MigrateAsync(
            dialect, [.. Migrations.All, "CREATE TABLE later (x BIGINT); CREATE GIBBERISH"], TimeProvider.System, CancellationToken.None));

        await using (var connection = await dialect.OpenAsync(CancellationToken.None))
            Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'article'"));
        dialect.Dispose();
    }
}
