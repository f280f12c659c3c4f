using System.Globalization;
using System.Text.Json;

namespace Search.Alerts.Transfer;

/// <summary>
/// An object in a setup file, read field by field. What does not fit is noted with its place and read as the default, so that all mistakes of
/// a file are found at once.
/// </summary>
internal sealed class SetupPlace(JsonElement element, string path, List<SetupProblem> problems, List<SetupProblem> warnings)
{
    private const int LongestText = 100_000;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Path { get; } = path;

    public string Text(string name, string? otherwise = null)
    {
        if (OptionalText(name) is { } text)
            return text;
        if (otherwise is null && !Has(name))
            Problem(name, "is missing");
        return otherwise ?? "";
    }

    public string? OptionalText(string name) => Field(name) is not { } field ? null : Text(field, name);

    public bool Flag(string name, bool otherwise) => Field(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Wrong(name, "must be true or false", otherwise),
    };

    public long Number(string name, long otherwise, long least, long most) => Field(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Number } field when field.TryGetInt64(out var number) && number >= least && number <= most => number,
        _ => Wrong(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"), otherwise),
    };

    /// <summary>One of an enum's names, in camel case.</summary>
    public T Word<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (Field(name) is not { } field)
            return otherwise;
        foreach (var value in Enum.GetValues<T>())
        {
            if (field.ValueKind == JsonValueKind.String && field.GetString() == JsonNamingPolicy.CamelCase.ConvertName(value.ToString()))
                return value;
        }
        return Wrong(name, $"must be one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}", otherwise);
    }

    public DateTimeOffset? Instant(string name) => Field(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } field when field.TryGetDateTimeOffset(out var instant) => instant,
        _ => Wrong(name, "must be an instant such as 2015-03-17T12:00:00Z", default(DateTimeOffset?)),
    };

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => Text(item.Element, item.Name) ?? "")];

    /// <summary>The objects of a list.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<SetupPlace, T> read)
    {
        var list = new List<T>();
        foreach (var (item, itemName) in Items(name))
        {
            if (item.ValueKind == JsonValueKind.Object)
                list.Add(Inner(item, itemName, read));
            else
                Problem(itemName, "must be an object");
        }
        return list;
    }

    /// <summary>One object; null where there is none.</summary>
    public T? Object<T>(string name, Func<SetupPlace, T> read)
        where T : class => Field(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Object } field => Inner(field, name, read),
            _ => Wrong(name, "must be an object", default(T)),
        };

    /// <summary>An object whose fields are all texts.</summary>
    public IReadOnlyDictionary<string, string> Map(string name)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Field(name) is not { } field)
            return map;
        if (field.ValueKind != JsonValueKind.Object)
            return Wrong(name, "must be an object", map);
        foreach (var property in field.EnumerateObject())
            map[property.Name] = Text(property.Value, $"{name}.{Short(property.Name)}") ?? "";
        return map;
    }

    /// <summary>Warns of every field that was not asked for.</summary>
    public void End()
    {
        foreach (var property in element.EnumerateObject().Where(property => !_known.Contains(property.Name)))
            warnings.Add(new SetupProblem(Of(Short(property.Name)), "is not known here, and is left out"));
    }

    public void Problem(string name, string message) => problems.Add(new SetupProblem(Of(name), message));

    private string Of(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private static string Short(string name) => name.Length > 50 ? name[..50] + "…" : name;

    private bool Has(string name) => element.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null;

    private JsonElement? Field(string name)
    {
        _known.Add(name);
        return Has(name) ? element.GetProperty(name) : null;
    }

    private string? Text(JsonElement field, string name)
    {
        if (field.ValueKind != JsonValueKind.String)
            return Wrong(name, "must be a text", default(string));
        try
        {
            var text = field.GetString()!;
            return text.Length <= LongestText ? text : Wrong(name, $"must have at most {LongestText} characters", default(string));
        }
        catch (InvalidOperationException)
        {
            return Wrong(name, "is no text: half a character (a lone surrogate) stands in it", default(string));
        }
    }

    private IEnumerable<(JsonElement Element, string Name)> Items(string name)
    {
        if (Field(name) is not { } field)
            return [];
        if (field.ValueKind == JsonValueKind.Array)
            return field.EnumerateArray().Select((item, at) => (item, string.Create(CultureInfo.InvariantCulture, $"{name}[{at}]")));
        Problem(name, "must be a list");
        return [];
    }

    private T Inner<T>(JsonElement item, string name, Func<SetupPlace, T> read)
    {
        var place = new SetupPlace(item, Of(name), problems, warnings);
        var value = read(place);
        place.End();
        return value;
    }

    private T Wrong<T>(string name, string message, T otherwise)
    {
        Problem(name, message);
        return otherwise;
    }
}
