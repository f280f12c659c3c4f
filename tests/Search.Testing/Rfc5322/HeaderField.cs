using System.Text.RegularExpressions;

namespace Search.Testing.Rfc5322;

/// <summary>A header field: its name, and its value unfolded (each fold one blank) without blanks at the ends.</summary>
internal sealed partial record HeaderField(string Name, string Value)
{
    private const int GoodLine = 78;

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The fields up to the empty line (RFC 5322 section 2.2), and what follows it; tells faults of syntax, folding and length.</summary>
    public static List<HeaderField> ReadBlock(string entity, List<string> faults, out string body)
    {
        var end = entity.StartsWith("\r\n", StringComparison.Ordinal) ? 0 : entity.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            faults.Add("no empty line after the header");
        body = end < 0 ? "" : entity[(end + (end == 0 ? 2 : 4))..];
        var fields = new List<HeaderField>();
        foreach (var line in end == 0 ? [] : (end < 0 ? entity : entity[..end]).Split("\r\n"))
            Take(line, fields, faults);
        return [.. fields.Select(field => field with { Value = field.Value.Trim(' ', '\t') })];
    }

    private static void Take(string line, List<HeaderField> fields, List<string> faults)
    {
        var isFold = line.Length > 0 && line[0] is ' ' or '\t';
        if (IsTooLong(line, isFold))
            faults.Add($"a header line of {line.Length} characters that could be folded: '{line[..40]}...'");
        if (isFold && fields.Count > 0)
        {
            if (line.Trim(' ', '\t').Length == 0)
                faults.Add($"a fold of {fields[^1].Name} that is blank");
            fields[^1] = fields[^1] with { Value = fields[^1].Value + " " + line.TrimStart(' ', '\t') };
            return;
        }
        var match = FieldPattern().Match(line);
        if (match.Success)
            fields.Add(new HeaderField(match.Groups["name"].Value, match.Groups["value"].Value));
        else
            faults.Add($"not a header line: '{line}'");
    }

    /// <summary>Over 78 characters, and a fold at some blank would help.</summary>
    private static bool IsTooLong(string line, bool isFold)
    {
        if (line.Length <= GoodLine)
            return false;
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var values = isFold ? words.Length : words.Length - 1;
        return values > 1 || (values == 1 && !isFold && words[1].Length < GoodLine);
    }

    [GeneratedRegex("^(?<name>[!-9;-~]+):(?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex FieldPattern();
}
