using System.Data;
using System.Data.Common;
using Search.Data.Sql;
using Search.Testing;

namespace Search.Data.Tests.Sql;

public sealed class PreparedStatementTests : IDisposable
{
    private static readonly FrequentStatement Add = new(
        "INSERT INTO setting (name, value, changed_at) VALUES (@name, @value, 0)", ("name", DbType.String), ("value", DbType.String));

    private static readonly FrequentStatement AddSource = new(
        """
        INSERT INTO source (url, name, poll_seconds, enabled, sample, created_at, error_count, next_poll_at)
        VALUES (@url, 'a', 60, TRUE, FALSE, 0, 0, 0) ON CONFLICT (url) DO NOTHING
        """,
        ("url", DbType.String))
    {
        Key = "source_id",
    };

    private static readonly FrequentStatement FindSource = new("SELECT source_id FROM source WHERE url = @url", ("url", DbType.String));

    private static readonly FrequentStatement Find = new("SELECT 7, value FROM setting WHERE name = @name", ("name", DbType.String));

    private static readonly FrequentStatement Given = new(
        "SELECT CAST(@whole AS BIGINT), CAST(@small AS BIGINT), CAST(@text AS TEXT), CAST(@instant AS BIGINT)",
        ("whole", DbType.Int64), ("small", DbType.Int32), ("text", DbType.String), ("instant", DbType.Int64));

    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("a’b 😀 خبر")]
    public Task A_text_comes_back_as_it_is(string text) => AssertStoredAsync(text, text);

    [Fact]
    public Task What_is_no_character_comes_back_as_the_replacement_character() => AssertStoredAsync("a\0b\uD83D", "a\uFFFDb\uFFFD");

    [Fact]
    public Task Values_of_each_type_come_back_however_often_it_runs() => _data.Database.WriteAsync(async session =>
    {
        var instant = DateTimeOffset.UnixEpoch.AddDays(3);
        Assert.Equal((long.MaxValue, -2, "t", 259_200_000), await session.FirstAsync(Given, row => (row.Int64(0), row.Int64(1), row.Text(2), row.Int64(3)), long.MaxValue, -2, "t", instant));
        Assert.Equal((true, true, true, true), await session.FirstAsync(Given, row => (row.IsNull(0), row.IsNull(1), row.IsNull(2), row.IsNull(3)), null, null, null, null));
        Assert.Equal((1, false), await session.FirstAsync(Given, row => (row.Int64(0), row.IsNull(2)), 1L, 2, "", null));
    });

    [Fact]
    public Task An_added_row_s_key_is_the_one_it_is_found_by_and_none_where_there_was_a_row() => _data.Database.WriteAsync(async session =>
    {
        var first = await session.AddAsync(AddSource, "one");
        Assert.Null(await session.AddAsync(AddSource, "one"));
        var second = await session.AddAsync(AddSource, "two");

        Assert.Equal(first, await session.FirstAsync(FindSource, row => row.Int64(0), "one"));
        Assert.Equal(second, await session.FirstAsync(FindSource, row => row.Int64(0), "two"));
        Assert.NotEqual(first, second);
    });

    [Fact]
    public Task Without_a_row_there_is_nothing() => _data.Database.WriteAsync(async session =>
        Assert.Null(await session.FirstAsync(Find, row => row.Text(1), "missing")));

    [Fact]
    public async Task An_error_is_the_drivers_and_what_is_not_committed_is_gone()
    {
        await Assert.ThrowsAnyAsync<DbException>(() => _data.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync(Add, "key", "one");
            await session.ExecuteAsync(Add, "key", "two");
        }));
        await _data.Database.WriteAsync(async session => Assert.Null(await session.FirstAsync(Find, row => row.Text(1), "key")));
    }

    [Fact]
    public async Task A_cancelled_session_runs_nothing()
    {
        using var cancelling = new CancellationTokenSource();
        await using var session = await _data.Database.BeginWriteAsync(cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.ExecuteAsync(Add, "key", "one"));
    }

    private Task AssertStoredAsync(string given, string expected) => _data.Database.WriteAsync(async session =>
    {
        Assert.Equal(1, await session.ExecuteAsync(Add, "key", given));
        Assert.Equal((7, expected), await session.FirstAsync(Find, row => (row.Int64(0), row.Text(1)), "key"));
    });
}
