using System.Text.Json.Nodes;

namespace Search.Cli.Settings;

/// <summary>
/// Settings in a JSON object. A path such as <c>Smtp:Host</c> may stand in it as sections, as one name, or as both, in any case: the program
/// reads them all alike.
/// </summary>
internal static class SettingsTree
{
    /// <summary>Replaces the value where it stands; a new one comes into its section.</summary>
    public static void Set(JsonObject root, string path, string value)
    {
        if (!Replace(root, path, value))
            Add(root, path, value);
    }

    private static bool Replace(JsonObject node, string path, string value)
    {
        foreach (var (name, inner) in node.ToList())
        {
            if (name.Equals(path, StringComparison.OrdinalIgnoreCase))
            {
                node[name] = value;
                return true;
            }
            if (inner is JsonObject section && IsSection(name, path) && Replace(section, path[(name.Length + 1)..], value))
                return true;
        }
        return false;
    }

    private static void Add(JsonObject node, string path, string value)
    {
        var end = path.IndexOf(':', StringComparison.Ordinal);
        if (node.FirstOrDefault(property => property.Value is JsonObject && IsSection(property.Key, path)) is { Key: { } name, Value: JsonObject section })
            Add(section, path[(name.Length + 1)..], value);
        else if (end < 0 || node.Any(property => property.Key.Equals(path[..end], StringComparison.OrdinalIgnoreCase)))
            // In one piece where something else has the section's name.
            node[path] = value;
        else
            Add((JsonObject)(node[path[..end]] = new JsonObject()), path[(end + 1)..], value);
    }

    private static bool IsSection(string name, string path) =>
        path.Length > name.Length && path[name.Length] == ':' && path.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
