using System.Globalization;
using Search.Lucene.Searching;

namespace Search.Lucene.Compatibility.Tests.Searching;

/// <summary>Reads the lines of the shared query generator: lower-case ASCII words, joined by AND, OR or nothing; phrases; prefixes.</summary>
internal static class GeneratedQueries
{
    /// <summary>The query of a line CLASS TAB QUERY, as Lucene's classic parser with OR as the default operator understands it.</summary>
    public static Query Parse(string line, string field = "body")
    {
        var text = line[(line.LastIndexOf('\t') + 1)..];
        if (text.StartsWith('"'))
            return Phrase(text, field);
        if (text.EndsWith('*'))
            return new PrefixQuery(field, text[..^1]);
        if (text.Contains(" AND ", StringComparison.Ordinal))
            return BooleanQuery.All(Terms(text.Split(" AND "), field));
        var words = text.Split(' ').Where(word => word != "OR").ToArray();
        return words.Length == 1 ? new TermQuery(field, words[0]) : BooleanQuery.Any(Terms(words, field));
    }

    private static IEnumerable<Query> Terms(IEnumerable<string> words, string field) => words.Select(word => new TermQuery(field, word));

    private static PhraseQuery Phrase(string text, string field)
    {
        var end = text.LastIndexOf('"');
        var slop = end + 1 < text.Length ? int.Parse(text[(end + 2)..], CultureInfo.InvariantCulture) : 0;
        return new PhraseQuery(field, text[1..end].Split(' ').Select(TermBytes.FromString), slop);
    }
}
