using System.Security.Cryptography;
using Search.Testing;

namespace Search.Cli.Tests;

public sealed class OutboxCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public OutboxCommandTests() => _search = new SearchProgram(_folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_place_without_data_stays_as_it_is()
    {
        var said = await _search.RunAsync("outbox", "dkim");
        Assert.Equal(1, said.ExitCode);
        Assert.Contains("there is no Search data in", said.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_search.DataFolder));
    }

    [Fact]
    public async Task The_record_for_the_name_servers_holds_the_public_half_of_the_key_that_signs()
    {
        using var key = RSA.Create(2048);
        await BeginAsync();
        Set(key);

        var record = (await _search.MustAsync("outbox", "dkim", "--json")).Json;

        Assert.Equal("news._domainkey.example.org", record.GetProperty("name").GetString());
        Assert.Equal($"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}", record.GetProperty("value").GetString());
    }

    [Fact]
    public async Task A_short_key_is_used_and_warned_of()
    {
        using var key = RSA.Create(1024);
        await BeginAsync();
        Set(key);

        var record = await _search.MustAsync("outbox", "dkim");

        Assert.StartsWith("news._domainkey.example.org. IN TXT \"v=DKIM1; k=rsa; p=", record.Output, StringComparison.Ordinal);
        Assert.Contains("has 1024 bits; receivers trust 2048", record.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_it_says_how_to_make_one()
    {
        await BeginAsync();
        var said = await _search.RunAsync("outbox", "dkim");

        Assert.Equal(1, said.ExitCode);
        Assert.Contains("openssl genrsa -out dkim.pem 2048", said.Error, StringComparison.Ordinal);
    }

    private async Task BeginAsync()
    {
        await File.WriteAllTextAsync(_folder.File("one.jsonl"), """{"title":"Storm"}""");
        await _search.MustAsync("index", _folder.File("one.jsonl"));
    }

    private void Set(RSA key)
    {
        File.WriteAllText(_folder.File("dkim.pem"), key.ExportPkcs8PrivateKeyPem());
        _search.Environment["SEARCH_Mail__From"] = "Search <digest@example.org>";
        _search.Environment["SEARCH_Mail__Dkim__Selector"] = "news";
        _search.Environment["SEARCH_Mail__Dkim__KeyFile"] = _folder.File("dkim.pem");
    }
}
