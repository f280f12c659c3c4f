using System.Text.RegularExpressions;

namespace Search.Ingest.Text;

/// <summary>Names of authors out of bylines: "By A and B", "me@example.com (A)", "A, B &amp; C | Site".</summary>
internal static partial class AuthorNames
{
    private const int MostNames = 12;
    private const int MostWords = 7;
    private const int LongestName = 80;

    /// <summary>The names, each once, in order; empty for what names nobody.</summary>
    public static IReadOnlyList<string> Parse(string? byline)
    {
        var line = CleanText.Title(byline);
        if (line.Length is 0 or > 600 || line.Contains("://", StringComparison.Ordinal))
            return [];
        var mail = MailWithName().Match(line);
        if (mail.Success)
            line = mail.Groups["n"].Value;
        line = MailBeside().Replace(line, "");
        line = Tail().Replace(Lead().Replace(line, ""), "");
        var names = new List<string>();
        foreach (var part in Separators().Split(Jointed(line)))
        {
            var name = CleanName(part);
            if (IsName(name) && !names.Contains(name, StringComparer.OrdinalIgnoreCase) && names.Count < MostNames)
                names.Add(name);
        }
        return names;
    }

    /// <summary>The one text under which an article's authors are kept; null for none.</summary>
    public static string? Join(IReadOnlyList<string> names) => names.Count == 0 ? null : string.Join(", ", names);

    /// <summary>An author's line as it was given, without "By".</summary>
    public static string WithoutLead(string line) =>
        line.StartsWith("by ", StringComparison.OrdinalIgnoreCase) && line.Length > 3 ? line[3..].TrimStart() : line;

    /// <summary>True when the line says "By ..." (in some language) and names somebody.</summary>
    public static bool IsByline(string line) => line.Length < 200 && Lead().IsMatch(line) && Parse(line) is { Count: > 0 } names && names.All(LooksPersonal);

    /// <summary>True for two to five words that are written as names are.</summary>
    public static bool LooksPersonal(string name)
    {
        var words = name.Split(' ');
        if (words.Length > 6 || name.EndsWith('.') && words.Length > 3)
            return false;
        var small = words.Count(word => char.IsLower(word[0]) && !Particles.Contains(word));
        return small == 0 && words.Any(word => char.IsUpper(word[0]) || char.GetUnicodeCategory(word[0]) == System.Globalization.UnicodeCategory.OtherLetter);
    }

    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal)
    {
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "du", "la", "le", "el", "al", "bin", "ibn", "ben", "abu", "ter", "zu", "dos", "y", "e",
    };

    /// <summary>"Smith, Jr." is one name.</summary>
    private static string Jointed(string line) => Suffix().Replace(line, " ${suffix}");

    private static string CleanName(string part) => part.Trim().Trim('"', '\'', '“', '”', '«', '»', '-', '–', '—', ':', '•', '·', '*', '…', '[', ']', '(', ')', ',').Trim();

    private static bool IsName(string name) =>
        name.Length is > 1 and <= LongestName && CleanText.CountWords(name) <= MostWords && name.Any(char.IsLetter)
        && !name.Contains("://", StringComparison.Ordinal) && !name.Contains("www.", StringComparison.OrdinalIgnoreCase)
        && !name.Contains('@', StringComparison.Ordinal) && !NoName().IsMatch(name) && !DateText.IsOnlyDate(name, out _);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"^[\s|•·–—-]*(?:(?:written|posted|published|reported|story|article|words|text|review|analysis|opinion)\s+)?(?:by|von|par|por|di|door|av|af|autor(?:in)?|auteur|author|écrit par|geschrieben von|veröffentlicht von|verfasst von|بقلم|كتب(?:ت)?|إعداد|تقرير)(?:\s*:\s*|\s+)(?:by\s+)?(?=\S)", Options, 1000)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.|\s[|•·–—]\s.*|\s(?:on|am|le)\s+\p{L}*\s*\d.*|[,\s]+(?:published|updated|posted)\b.*|,?\s+(?:staff writer|staff reporter|special to .*|contributor|correspondent|associated press writers?))\s*$", Options, 1000)]
    private static partial Regex Tail();

    [GeneratedRegex(@"\s+(?:and|und|et|y|e|en|och|og)\s+|\s*[&;|/،؛]\s*|,\s*(?:and\s+|und\s+)?|\s+و\s+|\s{3,}", Options, 1000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"^\s*(?:mailto:)?\S+@\S+\s*\((?<n>[^)]+)\)\s*$", Options, 1000)]
    private static partial Regex MailWithName();

    [GeneratedRegex(@"\s*[(<\[]\s*(?:mailto:)?[^\s()<>@]+@[^\s()<>]+\s*[)>\]]", Options, 1000)]
    private static partial Regex MailBeside();

    [GeneratedRegex(@",\s*(?<suffix>Jr|Sr|II|III|IV|PhD|Ph\.D|MD|M\.D|Esq)\b\.?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"^(?:admin|administrator|author|autor|editor|guest|root|unknown|anonymous|none|null|undefined|n/?a|webmaster|follow|share|by|min(?:utes)? read|\d+|\d+ min(?:ut(?:es?|en))?|(?:illustration|foto|photo|bild|text|übersetzung)\b.*|jobs|hire|view profile|alle artikel.*|mehr.*)$", Options, 1000)]
    private static partial Regex NoName();
}
