using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Search.Alerts.Transfer;
using Search.Cli.Settings;
using Search.Testing;

namespace Search.Cli.Tests.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_else_stands_in_the_file_stays_with_its_spelling_and_its_kind()
    {
        Standing("""{"smtp": {"HOST": "old.example", "Port": 25, "Password": "hush"}, "Mail:From": "a@example.org", "Database": "Host=db", "Other": [1, true, null]}""");

        Take(("Smtp:Host", "new.example"), ("Mail:From", "b@example.org"), ("Mail:Dkim:Domain", "example.org"), ("Mail:KeepDays", "30"), ("Smtp:Security", "offered"));

        Assert.Equal(
            """
            {
              "smtp": {
                "HOST": "new.example",
                "Port": 25,
                "Password": "hush",
                "Security": "offered"
              },
              "Mail:From": "b@example.org",
              "Database": "Host=db",
              "Other": [
                1,
                true,
                null
              ],
              "Mail": {
                "Dkim": {
                  "Domain": "example.org"
                },
                "KeepDays": "30"
              }
            }

            """.ReplaceLineEndings("\n"),
            Text);
    }

    [Fact]
    public void A_setting_finds_its_place_where_something_else_has_the_name_of_its_section()
    {
        Standing("""{"Articles": 7, "Mail": {"from": "a@example.org"}}""");
        Take(("Articles:KeepDays", "9"), ("Mail:From", "b@example.org"));
        Assert.Equal([("Articles:KeepDays", "9"), ("Mail:From", "b@example.org")], Read());
        Assert.Contains("\"Articles\": 7", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_settings_again_leave_the_file_alone()
    {
        Standing("""{ "Smtp": { "Host": "mail.example", "Port": 25 }, /* ours */ "Mail": { "From": "a@example.org" }, "Feeds": { "AllowLoopback": true }, }""");
        var before = Text;
        Take([.. Read()]);
        Assert.Equal(before, Text);
        Assert.Equal([("Feeds:AllowLoopback", "True"), ("Mail:From", "a@example.org"), ("Smtp:Host", "mail.example"), ("Smtp:Port", "25")], Read());
    }

    [Fact]
    public void A_change_that_is_not_stored_leaves_nothing_behind()
    {
        Standing("""{"Mail": {"From": "a@example.org"}}""");
        using (var change = new SettingsFile(Folder).Prepare(Map(("Mail:From", "b@example.org"))))
        {
            Assert.Equal(1, change.Changed);
            Assert.Equal([("Mail:From", "a@example.org")], Read());
        }
        Assert.Equal([Folder.Settings], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_only_its_owner_may_read_stays_one()
    {
        if (OperatingSystem.IsWindows())
            return;
        Standing("""{"Smtp": {"Password": "hush"}}""");
        File.SetUnixFileMode(Folder.Settings, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Take(("Articles:KeepDays", "9"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Folder.Settings));
    }

    [Fact]
    public void A_link_to_the_file_stays_a_link()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(_folder.File("etc"));
        File.WriteAllText(_folder.File("etc/search.json"), "{}");
        File.CreateSymbolicLink(Folder.Settings, _folder.File("etc/search.json"));
        Take(("Articles:KeepDays", "9"));
        Assert.NotNull(File.ResolveLinkTarget(Folder.Settings, returnFinalTarget: false));
        Assert.Contains("\"9\"", File.ReadAllText(_folder.File("etc/search.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Smtp:Security", "maybe", "Smtp:Security 'maybe' is none of")]
    [InlineData("Mail:Dkim:Selector", "s1", "Mail:Dkim needs both")]
    [InlineData("PublicUrl", "news", "PublicUrl 'news' is not a web address")]
    [InlineData("Smtp:Connections", "1000", "Smtp:Connections '1000' is not a number up to 32")]
    [InlineData("Webhooks:AllowLoopback", "perhaps", "Webhooks:AllowLoopback 'perhaps'")]
    [InlineData("Mail:BounceAddress", "x", "Mail:BounceAddress 'x'")]
    public void A_setting_that_would_keep_the_program_from_starting_is_a_problem_and_writes_nothing(string name, string value, string said)
    {
        using var change = new SettingsFile(Folder).Prepare(Map(("Smtp:Host", "mail.example"), ("Mail:From", "a@example.org"), (name, value)));
        Assert.Contains(said, Assert.Single(change.Problems).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_password_that_is_missing_or_gets_another_server_is_told()
    {
        Assert.Contains("needed here beside Smtp:User", Warned(("Smtp:Host", "mail.example"), ("Mail:From", "a@example.org"), ("Smtp:User", "me")), StringComparison.Ordinal);
        Standing("""{"Smtp": {"Host": "mail.example", "User": "me", "Password": "hush"}, "Mail": {"From": "a@example.org"}}""");
        Assert.Contains("goes to other.example now", Warned(("Smtp:Host", "other.example")), StringComparison.Ordinal);
    }

    /// <summary>A new setting has to be put on one side or the other.</summary>
    [Fact]
    public void A_setup_carries_all_that_the_program_reads_but_its_secrets()
    {
        using var key = RSA.Create(2048);
        File.WriteAllText(_folder.File("dkim.pem"), key.ExportPkcs8PrivateKeyPem());
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Smtp:Host"] = "mail.example",
            ["Mail:From"] = "a@example.org",
            ["Mail:Bounces"] = "bounces",
            ["Mail:Dkim:Selector"] = "s1",
            ["Mail:Dkim:KeyFile"] = _folder.File("dkim.pem"),
        };
        var recorder = new Recorder { InitialData = values };

        _ = SearchSettings.Load(new ConfigurationBuilder().Add(recorder).Build(), Folder);

        Assert.Equal(SetupSettings.Names.Append("Smtp:Password").Order(StringComparer.Ordinal), recorder.Asked.Order(StringComparer.Ordinal));
    }

    private DataFolder Folder => new(_folder.Path);

    private string Text => File.ReadAllText(Folder.Settings);

    private void Standing(string json) => File.WriteAllText(Folder.Settings, json);

    private (string, string)[] Read() => [.. new SettingsFile(Folder).Read().Select(setting => (setting.Key, setting.Value))];

    private void Take(params (string Name, string Value)[] settings)
    {
        using var change = new SettingsFile(Folder).Prepare(Map(settings));
        Assert.Empty(change.Problems);
        change.Store();
    }

    private string Warned(params (string Name, string Value)[] settings)
    {
        using var change = new SettingsFile(Folder).Prepare(Map(settings));
        return Assert.Single(change.Warnings).ToString();
    }

    private static Dictionary<string, string> Map(params (string Name, string Value)[] settings) => settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);

    /// <summary>A source of settings that notes which were asked for.</summary>
    private sealed class Recorder : IConfigurationSource
    {
        public required Dictionary<string, string?> InitialData { get; init; }

        public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(this);

        private sealed class Provider(Recorder recorder) : ConfigurationProvider
        {
            public override void Load() => Data = recorder.InitialData;

            public override bool TryGet(string key, out string? value)
            {
                recorder.Asked.Add(key);
                return base.TryGet(key, out value);
            }
        }
    }
}
