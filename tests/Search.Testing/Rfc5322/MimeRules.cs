using System.Text.RegularExpressions;

namespace Search.Testing.Rfc5322;

/// <summary>The structure of bodies (RFC 2045, RFC 2046 section 5.1): boundaries, parts, their headers, encodings and text.</summary>
internal static partial class MimeRules
{
    private const int MostDepth = 10;

    public static IEnumerable<string> Faults(IReadOnlyList<HeaderField> fields, string body, int depth)
    {
        var faults = new List<string>();
        var declared = fields.FirstOrDefault(field => field.Is("Content-Type"))?.Value;
        var encoding = fields.FirstOrDefault(field => field.Is("Content-Transfer-Encoding"))?.Value ?? "7bit";
        if (ContentType.Parse(declared ?? "text/plain; charset=us-ascii") is not { } type)
            faults.Add($"'{declared}' is not a content type");
        else if (type.Type.StartsWith("multipart/", StringComparison.Ordinal))
            AddMultipartFaults(type, encoding, body, depth, faults);
        else
            AddLeafFaults(type, encoding, body, faults);
        return faults;
    }

    private static void AddLeafFaults(ContentType type, string encoding, string body, List<string> faults)
    {
        var bytes = TransferRules.Decode(encoding, body, faults);
        if (bytes is null || !type.Type.StartsWith("text/", StringComparison.Ordinal))
            return;
        var name = type.Parameters.GetValueOrDefault("charset", "us-ascii");
        if (Charsets.Find(name) is not { } charset)
            faults.Add($"the charset '{name}' of {type.Type}");
        else if (Charsets.TextFault(charset, bytes, allowLines: true) is { } fault)
            faults.Add($"{type.Type}: {fault}");
    }

    private static void AddMultipartFaults(ContentType type, string encoding, string body, int depth, List<string> faults)
    {
        var boundary = type.Parameters.GetValueOrDefault("boundary", "");
        if (!BoundaryPattern().IsMatch(boundary))
            faults.Add($"'{boundary}' is not a boundary");
        else if (!encoding.Equals("7bit", StringComparison.OrdinalIgnoreCase))
            faults.Add($"a multipart body in '{encoding}'");
        else if (depth == MostDepth)
            faults.Add("parts in parts without end");
        else
            AddPartFaults(type, Parts(boundary, body, faults), depth, faults);
    }

    private static void AddPartFaults(ContentType type, IReadOnlyList<string> parts, int depth, List<string> faults)
    {
        var types = new List<string>();
        foreach (var part in parts)
        {
            var fields = HeaderField.ReadBlock(part, faults, out var body);
            foreach (var field in fields.Where(field => !field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)))
                faults.Add($"{field.Name} in the header of a part");
            foreach (var group in fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
                faults.Add($"{group.Key} more than once in the header of a part");
            faults.AddRange(Faults(fields, body, depth + 1));
            types.Add(ContentType.Parse(fields.FirstOrDefault(field => field.Is("Content-Type"))?.Value ?? "text/plain")?.Type ?? "");
        }
        if (type.Type == "multipart/alternative" && types.IndexOf("text/plain") != 0)
            faults.Add("the first alternative is not text/plain");
    }

    /// <summary>What stands between the delimiter lines; the CR LF before a delimiter belongs to it.</summary>
    private static List<string> Parts(string boundary, string body, List<string> faults)
    {
        var pieces = new List<List<string>> { new() };
        var isClosed = false;
        foreach (var line in body.Split("\r\n"))
        {
            var trimmed = line.TrimEnd(' ', '\t');
            if (isClosed && trimmed.StartsWith("--" + boundary, StringComparison.Ordinal))
                faults.Add("a boundary after the last one");
            else if (trimmed == "--" + boundary)
                pieces.Add([]);
            else if (trimmed == $"--{boundary}--")
                isClosed = true;
            else if (!isClosed)
                pieces[^1].Add(line);
        }
        if (!isClosed)
            faults.Add($"the boundary '{boundary}' is not closed");
        if (pieces.Count == 1)
            faults.Add($"no part begins with the boundary '{boundary}'");
        return [.. pieces.Skip(1).Select(lines => string.Join("\r\n", lines))];
    }

    /// <summary>1 to 70 characters, the last one no blank.</summary>
    [GeneratedRegex("^[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]$")]
    private static partial Regex BoundaryPattern();
}
