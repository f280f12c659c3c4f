using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Search.Alerts.Transfer;

namespace Search.Cli.Settings;

/// <summary>A data folder's appsettings.json, as an export reads it and an import changes it: the settings that a setup may carry, and none else.</summary>
internal sealed class SettingsFile(DataFolder folder)
{
    private const string Everything = "settings";
    private const string Password = "Smtp:Password";

    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions Writing = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the file says; environment variables are this machine's, and stay.</summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public IReadOnlyDictionary<string, string> Read() => Carried(Build(folder, file => file.AddJsonFile(folder.Settings, optional: true, reloadOnChange: false)));

    /// <summary>
    /// The file with these settings in it, beside it and complete, unless the program would not start with them here: then a problem says why.
    /// What else stands in the file stays.
    /// </summary>
    /// <exception cref="CliException">The file cannot be read as it is.</exception>
    public SettingsChange Prepare(IReadOnlyDictionary<string, string> wanted)
    {
        var standing = Read();
        var changed = wanted.Where(setting => standing.GetValueOrDefault(setting.Key) != setting.Value).OrderBy(setting => setting.Key, StringComparer.Ordinal).ToList();
        if (changed.Count == 0)
            return new SettingsChange();
        var text = Merge(changed);
        try
        {
            var merged = Build(folder, file => file.AddJsonStream(new MemoryStream(text)).AddEnvironmentVariables(SearchSettings.EnvironmentPrefix));
            _ = SearchSettings.Load(merged, folder);
            return SettingsChange.Write(folder.Settings, text, changed.Count, [.. Warnings(changed, merged)]);
        }
        catch (CliException e)
        {
            return new SettingsChange { Problems = [new SetupProblem(Everything, e.Message)] };
        }
    }

    /// <summary>A configuration whose faults are told as those of the folder's file.</summary>
    public static IConfigurationRoot Build(DataFolder folder, Func<IConfigurationBuilder, IConfigurationBuilder> sources)
    {
        try
        {
            return sources(new ConfigurationBuilder()).Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException)
        {
            throw new CliException($"{folder.Settings} cannot be read: {e.GetBaseException().Message}");
        }
    }

    private static SortedDictionary<string, string> Carried(IConfigurationRoot configuration)
    {
        var carried = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in SetupSettings.Names)
        {
            if (configuration[name] is { } value)
                carried[name] = value;
        }
        return carried;
    }

    private byte[] Merge(List<KeyValuePair<string, string>> changed)
    {
        try
        {
            var text = File.Exists(folder.Settings) ? File.ReadAllText(folder.Settings) : "{}";
            var root = JsonNode.Parse(text, documentOptions: Reading) as JsonObject ?? throw new CliException($"{folder.Settings} cannot be read: it is no object");
            foreach (var (name, value) in changed)
                SettingsTree.Set(root, name, value);
            return Encoding.UTF8.GetBytes(root.ToJsonString(Writing).ReplaceLineEndings("\n") + "\n");
        }
        catch (JsonException e)
        {
            throw new CliException($"{folder.Settings} cannot be read: {e.Message}");
        }
    }

    private static IEnumerable<SetupProblem> Warnings(List<KeyValuePair<string, string>> changed, IConfiguration merged)
    {
        foreach (var (name, _) in changed.Where(setting => merged[setting.Key] != setting.Value))
            yield return new SetupProblem($"{Everything}.{name}", $"is stored, and overruled here by {SearchSettings.EnvironmentPrefix}{name.Replace(":", "__", StringComparison.Ordinal)}");
        var isMailServer = changed.Exists(setting => setting.Key is "Smtp:Host" or "Smtp:User");
        if (isMailServer && string.IsNullOrEmpty(merged[Password]) && !string.IsNullOrEmpty(merged["Smtp:User"]))
            yield return new SetupProblem($"{Everything}.{Password}", "is not in the file, and is needed here beside Smtp:User");
        if (isMailServer && !string.IsNullOrEmpty(merged[Password]))
            yield return new SetupProblem($"{Everything}.{Password}", $"was here before and goes to {merged["Smtp:Host"]} now");
    }
}
