using System.Globalization;
using System.Text.Json;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>The real program on a disk that is full, or that nobody may write to: it says so, loses nothing, and goes on when there is room.</summary>
public sealed class RealDiskTests : IDisposable
{
    private const int Megabytes = 48;

    private readonly TinyDisk? _disk = TinyDisk.IsPossible ? new TinyDisk(Megabytes) : null;
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _disk?.Dispose();
        _folder.Dispose();
    }

    [MountFact]
    public async Task A_full_disk_is_named_loses_nothing_and_the_same_command_ends_well_when_there_is_room()
    {
        var search = new SearchProgram(_disk!.File("data"));
        await search.MustAsync("index", Articles("first", 100, words: 20));
        _disk.Fill("ballast", spareBytes: 2 << 20);

        var ended = await search.RunAsync("index", Articles("second", 3_000, words: 150));

        Assert.Equal(1, ended.ExitCode);
        Assert.True(ended.Error.Contains("No space left", StringComparison.Ordinal) || ended.Error.Contains("full", StringComparison.Ordinal), ended.Error);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.Equal(100, await TotalAsync(search, "first"));

        File.Delete(_disk.File("ballast"));
        await search.MustAsync("index", _folder.File("second.jsonl"));
        Assert.Equal(100, await TotalAsync(search, "first"));
        Assert.Equal(3_000, await TotalAsync(search, "second"));
        await search.MustAsync("check");
    }

    [MountFact]
    public async Task A_disk_without_room_to_merge_is_told_and_the_command_that_indexed_all_rows_ends_well()
    {
        var search = new SearchProgram(_disk!.File("data"));
        for (var part = 0; part < 10; part++)
            await search.MustAsync("index", Articles(string.Create(CultureInfo.InvariantCulture, $"part{part}"), 300, words: 300));
        _disk.Fill("ballast", spareBytes: 3 << 20);

        var ended = await search.MustAsync("index", Articles("last", 20, words: 20), "--json");

        Assert.Contains("could not be merged", ended.Error, StringComparison.Ordinal);
        Assert.Equal(20, ended.Json.GetProperty("indexed").GetInt32());
        Assert.Equal(20, await TotalAsync(search, "last"));
        File.Delete(_disk.File("ballast"));
        Assert.DoesNotContain("could not be merged", (await search.MustAsync("index", Articles("more", 20, words: 20))).Error, StringComparison.Ordinal);
        await search.MustAsync("check");
    }

    [MountFact]
    public async Task A_disk_that_becomes_full_under_a_service_costs_nothing()
    {
        var search = new SearchProgram(_disk!.File("data"));
        await search.MustAsync("index", Articles("first", 100, words: 20));
        using (var service = await ServiceProcess.StartAsync(search))
        {
            _disk.Fill("ballast", spareBytes: 1 << 20);
            Assert.Equal(1, (await search.RunAsync("index", Articles("second", 3_000, words: 150))).ExitCode);
            Assert.Equal(100, await TotalAsync(search, "first"));
            File.Delete(_disk.File("ballast"));
            await search.MustAsync("index", _folder.File("second.jsonl"));
            await service.UntilAsync(async () => await TotalAsync(search, "second") == 3_000 ? "all there" : null);
            Assert.False(service.HasExited);
        }
        await search.MustAsync("check");
    }

    [MountFact]
    public async Task A_data_folder_that_is_read_only_is_called_so_and_can_be_searched_and_checked()
    {
        var search = new SearchProgram(_disk!.File("data"));
        await search.MustAsync("index", Articles("first", 100, words: 20));
        _disk.MakeReadOnly();

        var ended = await search.RunAsync("index", Articles("second", 10, words: 20));

        Assert.Equal(1, ended.ExitCode);
        Assert.True(ended.Error.Contains("ead-only", StringComparison.Ordinal) || ended.Error.Contains("readonly", StringComparison.Ordinal), ended.Error);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.Equal(100, await TotalAsync(search, "first"));
        var check = (await search.MustAsync("check", "--json")).Json;
        Assert.True(check.GetProperty("clean").GetBoolean());
        Assert.Contains("open", check.GetProperty("notCompared").GetString(), StringComparison.Ordinal);
    }

    private static async Task<int> TotalAsync(SearchProgram search, string word) =>
        (await search.MustAsync("query", word, "--top", "0", "--json")).Json.GetProperty("total").GetInt32();

    private string Articles(string word, int count, int words)
    {
        var path = _folder.File(word + ".jsonl");
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(number => JsonSerializer.Serialize(new
        {
            url = string.Create(CultureInfo.InvariantCulture, $"https://example.org/{word}/{number}"),
            title = string.Create(CultureInfo.InvariantCulture, $"{word} report {number}"),
            body = string.Join(' ', Enumerable.Range(0, words).Select(i => string.Create(CultureInfo.InvariantCulture, $"w{(number * 7919) + (i * 31)}"))),
        })));
        return path;
    }
}
