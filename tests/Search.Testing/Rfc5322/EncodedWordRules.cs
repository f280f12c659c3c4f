using System.Text.RegularExpressions;

namespace Search.Testing.Rfc5322;

/// <summary>Encoded words (RFC 2047): short, of a known charset, well encoded, and each sound text by itself.</summary>
internal static partial class EncodedWordRules
{
    private const int Longest = 75;

    public static bool LooksLikeOne(string word) => word.Contains("=?", StringComparison.Ordinal);

    /// <summary>Of free text such as a subject: each word with <c>=?</c> in it must be a whole encoded word.</summary>
    public static IEnumerable<string> TextFaults(string text) =>
        text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Where(LooksLikeOne).SelectMany(word => Faults(word, inPhrase: false));

    public static IEnumerable<string> Faults(string word, bool inPhrase)
    {
        var match = Pattern().Match(word);
        if (!match.Success)
            return [$"'{word}' is not a whole encoded word"];
        if (word.Length > Longest)
            return [$"an encoded word of {word.Length} characters"];
        if (Charsets.Find(match.Groups["charset"].Value) is not { } charset)
            return [$"the charset '{match.Groups["charset"].Value}' of an encoded word"];
        var text = match.Groups["text"].Value;
        var isBase64 = match.Groups["encoding"].Value is "B" or "b";
        if (isBase64 ? !TransferRules.IsBase64(text) : !(inPhrase ? PhraseTextPattern() : TextPattern()).IsMatch(text))
            return [$"'{word}' is not well encoded"];
        var bytes = isBase64 ? Convert.FromBase64String(text) : TransferRules.DecodeEscapes(text.Replace('_', ' '));
        return Charsets.TextFault(charset, bytes, allowLines: false) is { } fault ? [$"'{word}': {fault}"] : [];
    }

    [GeneratedRegex(@"^=\?(?<charset>[^?]+)\?(?<encoding>[BbQq])\?(?<text>[^? ]+)\?=$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    /// <summary>Section 4.2: printable but for =, ? and blank, or = with two hexadecimal digits in capitals.</summary>
    [GeneratedRegex("^([!-<>@-~]|=[0-9A-F]{2})+$", RegexOptions.ExplicitCapture)]
    private static partial Regex TextPattern();

    /// <summary>Section 5, rule 3.</summary>
    [GeneratedRegex("^([A-Za-z0-9!*+/_-]|=[0-9A-F]{2})+$", RegexOptions.ExplicitCapture)]
    private static partial Regex PhraseTextPattern();
}
