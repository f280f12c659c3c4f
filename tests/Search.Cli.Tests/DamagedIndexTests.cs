using System.Buffers.Binary;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>Damage of the index's files: <c>check</c> names file and offset, other commands say what is wrong and how to mend it, and mending it so loses nothing.</summary>
public sealed class DamagedIndexTests : IAsyncLifetime, IDisposable
{
    private const int FooterChecksumBytes = 8;

    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public DamagedIndexTests() => _search = new SearchProgram(_folder.File("data"));

    private string Index => Path.Combine(_search.DataFolder, "articles");

    public async Task InitializeAsync()
    {
        await File.WriteAllLinesAsync(_folder.File("some.jsonl"), Enumerable.Range(0, 20).Select(number => $$"""{"title":"Storm {{number}}","body":"A storm came in week {{number}}."}"""));
        await _search.MustAsync("index", _folder.File("some.jsonl"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_names_file_and_offset_of_a_changed_byte()
    {
        var (name, bytes) = Read("*.cfs");
        bytes[bytes.Length / 2] ^= 0x55;
        await File.WriteAllBytesAsync(Path.Combine(Index, name), bytes);

        var ended = await _search.RunAsync("check", "--json");

        Assert.Equal(1, ended.ExitCode);
        Assert.False(ended.Json.GetProperty("clean").GetBoolean());
        var fault = ended.Json.GetProperty("faults").EnumerateArray().First();
        Assert.Equal(name, fault.GetProperty("file").GetString());
        Assert.Equal(bytes.Length - FooterChecksumBytes, fault.GetProperty("offset").GetInt64());
        Assert.Contains($"{name}: damaged at byte ", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cut_short_is_named_with_the_way_to_mend_it()
    {
        var (name, bytes) = Read("*.cfs");
        await File.WriteAllBytesAsync(Path.Combine(Index, name), bytes[..(bytes.Length / 2)]);

        await BothSayAsync($"{name}: damaged at byte ");
    }

    [Fact]
    public async Task A_missing_file_is_named_with_the_way_to_mend_it()
    {
        var (name, _) = Read("*.cfs");
        File.Delete(Path.Combine(Index, name));

        await BothSayAsync(name);
    }

    [Fact]
    public async Task A_codec_version_that_is_not_ours_is_named()
    {
        var (name, bytes) = Read("segments_*");
        var versionAt = sizeof(int) + 1 + bytes[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(versionAt), 99);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(bytes.Length - FooterChecksumBytes), Crc32(bytes.AsSpan(0, bytes.Length - FooterChecksumBytes)));
        await File.WriteAllBytesAsync(Path.Combine(Index, name), bytes);

        await BothSayAsync(name + ": ", "version 99");
    }

    [Fact]
    public async Task An_index_that_was_deleted_comes_back_whole_from_the_database()
    {
        Directory.Delete(Index, recursive: true);
        Assert.Contains($"no index in {Index}", (await _search.RunAsync("query", "storm")).Error, StringComparison.Ordinal);

        await _search.MustAsync("alerts", "run");

        Assert.Equal(20, (await _search.MustAsync("query", "storm", "--json")).Json.GetProperty("total").GetInt32());
        await _search.MustAsync("check");
    }

    private async Task BothSayAsync(params string[] wanted)
    {
        foreach (var command in (string[][])[["check"], ["query", "storm"]])
        {
            var ended = await _search.RunAsync(command);
            Assert.Equal(1, ended.ExitCode);
            Assert.All(wanted, text => Assert.Contains(text, ended.Error, StringComparison.Ordinal));
            Assert.Contains($"delete {Index}", ended.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        }
    }

    private (string Name, byte[] Bytes) Read(string pattern)
    {
        var file = Directory.GetFiles(Index, pattern).Order(StringComparer.Ordinal).First();
        return (Path.GetFileName(file), File.ReadAllBytes(file));
    }

    /// <summary>The CRC-32 of RFC 1952, bit by bit.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }
}
