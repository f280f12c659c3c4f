using System.Globalization;
using System.Text;
using Search.Lucene.Automata;
using Search.Lucene.Searching;

namespace Search.Queries.Classic;

/// <summary>Makes the queries that stand for many terms as Lucene's QueryParserBase does; their texts are normalised, not analysed.</summary>
internal sealed class ClassicMultiTerms(Func<string, string> normalise)
{
    public Query Prefix(string field, string prefix) => new PrefixQuery(field, normalise(prefix));

    /// <param name="field">The field.</param>
    /// <param name="pattern">With its escapes.</param>
    /// <param name="position">Where it stands.</param>
    public Query Wildcard(string field, string pattern, int position)
    {
        try
        {
            return new WildcardQuery(field, NormalisedBetweenWildcards(pattern));
        }
        catch (PatternTooComplexException mistake)
        {
            throw new ClassicSyntaxException(position, mistake.Message);
        }
    }

    /// <param name="field">The field.</param>
    /// <param name="pattern">Between the slashes.</param>
    /// <param name="position">Where it begins.</param>
    public Query Regexp(string field, string pattern, int position)
    {
        try
        {
            return new RegexpQuery(field, normalise(pattern));
        }
        catch (PatternSyntaxException mistake)
        {
            throw new ClassicSyntaxException(position + mistake.Position, mistake.Message);
        }
        catch (PatternTooComplexException mistake)
        {
            throw new ClassicSyntaxException(position, mistake.Message);
        }
    }

    /// <param name="field">The field.</param>
    /// <param name="text">The word.</param>
    /// <param name="slop"><c>~</c> and what follows it: edits, or a similarity below 1; 2 edits when it is no number.</param>
    /// <param name="position">Where <paramref name="slop"/> stands.</param>
    public Query Fuzzy(string field, string text, string slop, int position)
    {
        if (!TryParse(slop[1..], out var similarity))
            similarity = FuzzyQuery.MaxEditsSupported;
        if (similarity < 0)
            throw new ClassicSyntaxException(position, "the similarity of a fuzzy word is not below 0");
        if (similarity >= 1f && similarity != MathF.Truncate(similarity))
            throw new ClassicSyntaxException(position, "the number of edits of a fuzzy word is whole");
        var word = normalise(text);
        try
        {
            return new FuzzyQuery(field, word, Edits(similarity, word.EnumerateRunes().Count()));
        }
        catch (PatternTooComplexException mistake)
        {
            throw new ClassicSyntaxException(position, mistake.Message);
        }
    }

    /// <summary>Null is an open end.</summary>
    public Query Range(string field, string? lower, string? upper, bool includesLower, bool includesUpper) =>
        new TermRangeQuery(field, Bound(lower), Bound(upper), includesLower, includesUpper);

    private TermBytes? Bound(string? text) => text is null ? (TermBytes?)null : new TermBytes(normalise(text));

    private static int Edits(float similarity, int length) => similarity switch
    {
        >= 1f => (int)Math.Min(similarity, FuzzyQuery.MaxEditsSupported),
        0f => 0,
        _ => Math.Min((int)((1.0 - similarity) * length), FuzzyQuery.MaxEditsSupported),
    };

    /// <summary>A number as Java reads floats: an f or d may end it.</summary>
    private static bool TryParse(string text, out float number)
    {
        if (text.Length > 1 && text[^1] is 'f' or 'F' or 'd' or 'D' && (char.IsAsciiDigit(text[^2]) || text[^2] == '.'))
            text = text[..^1];
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private string NormalisedBetweenWildcards(string pattern)
    {
        var result = new StringBuilder();
        var literal = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is not ('*' or '?' or '\\') || (pattern[i] == '\\' && i + 1 == pattern.Length))
                continue;
            result.Append(normalise(pattern[literal..i]));
            var length = pattern[i] == '\\' ? 2 : 1;
            result.Append(pattern, i, length);
            i += length - 1;
            literal = i + 1;
        }
        return result.Append(normalise(pattern[literal..])).ToString();
    }
}
