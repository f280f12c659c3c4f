using System.Text.RegularExpressions;

namespace Search.Testing.Rfc5322;

/// <summary>Mailboxes and message ids (RFC 5322 sections 3.4 and 3.6.4), without comments and obsolete forms.</summary>
internal static partial class AddressRules
{
    private const string AtextCharacters = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private const string DotAtom = AtextCharacters + @"(\." + AtextCharacters + ")*";

    public static IEnumerable<string> MessageIdFaults(string value) =>
        MessageIdPattern().IsMatch(value) ? [] : [$"'{value}' is not a message id"];

    /// <summary>A list of mailboxes, divided by commas.</summary>
    public static IEnumerable<string> MailboxFaults(string value, int most)
    {
        var count = 0;
        var rest = value;
        while (true)
        {
            var match = MailboxPattern().Match(rest);
            if (!match.Success)
                return [$"'{rest}' is not a mailbox"];
            count++;
            var faults = PhraseFaults(match.Groups["phrase"].Value).Concat(AddressFaults(match.Groups["address"].Value)).ToArray();
            if (faults.Length > 0)
                return faults;
            rest = rest[match.Length..].TrimStart();
            if (rest.Length == 0)
                return count <= most ? [] : [$"{count} mailboxes where there may be {most}"];
            if (rest[0] != ',')
                return [$"'{rest}' after a mailbox"];
            rest = rest[1..].TrimStart();
        }
    }

    private static IEnumerable<string> AddressFaults(string address)
    {
        var at = address.LastIndexOf('@');
        if (at > 64 || address.Length > 254)
            yield return $"the address '{address}' is too long";
        if (!address[(at + 1)..].Split('.').All(label => LabelPattern().IsMatch(label)))
            yield return $"'{address[(at + 1)..]}' is not a domain name";
    }

    /// <summary>Atoms, quoted strings and encoded words, with blanks between them (RFC 5322 section 3.2.5, RFC 2047 section 5).</summary>
    private static IEnumerable<string> PhraseFaults(string phrase)
    {
        foreach (Match match in WordPattern().Matches(phrase))
        {
            var word = match.Value;
            if (word[0] == '"' && word.Contains("=?", StringComparison.Ordinal) && word.Contains("?=", StringComparison.Ordinal))
                yield return $"an encoded word in a quoted string: {word}";
            else if (word[0] != '"' && EncodedWordRules.LooksLikeOne(word))
            {
                foreach (var fault in EncodedWordRules.Faults(word, inPhrase: true))
                    yield return fault;
            }
        }
    }

    [GeneratedRegex("^<" + DotAtom + "@(" + DotAtom + @"|\[[!-Z^-~]*\])>$", RegexOptions.ExplicitCapture)]
    private static partial Regex MessageIdPattern();

    [GeneratedRegex("""^((?<phrase>(([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+|"([ !#-\[\]-~\t]|\\[ -~])*")[ \t]+)*([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+|"([ !#-\[\]-~\t]|\\[ -~])*"))?[ \t]*<(?<address>"""
        + DotAtom + "@" + DotAtom + ")>|(?<address>" + DotAtom + "@" + DotAtom + "))", RegexOptions.ExplicitCapture)]
    private static partial Regex MailboxPattern();

    [GeneratedRegex("""
        "([^"\\]|\\.)*"|[^ \t"]+
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex WordPattern();

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$", RegexOptions.ExplicitCapture)]
    private static partial Regex LabelPattern();
}
