using Search.Analysis.Articles;
using Search.Lucene.Searching;
using Search.Queries.Articles;
using Search.Queries.Syntax;

namespace Search.Queries.Searching;

/// <summary>
/// "Did you mean": for a query that finds little, the same query with each mistyped word replaced by the nearest word of headlines and
/// stories that more articles have. Words in fields, phrases, patterns and short words stay as they are.
/// </summary>
internal static class Suggestions
{
    /// <summary>A query that finds more than so many articles is taken as meant.</summary>
    public const int FewHits = 2;

    /// <summary>Words that are looked at, from the first on.</summary>
    private const int MostWords = 16;

    /// <summary>Words of fewer letters are near too many others.</summary>
    private const int ShortestWord = 4;

    /// <summary>From here on two edits may part a word from what was meant.</summary>
    private const int LongWord = 7;

    private static readonly string[] Fields = [FieldNames.Title, FieldNames.Body];

    /// <summary>The query put right; null when there is nothing to put right, or the time for it was over.</summary>
    public static string? For(ParsedQuery parsed, IndexSearcher searcher, Func<bool> isOver)
    {
        var text = parsed.Text;
        var words = new List<TermNode>();
        Collect(parsed.Root, words);
        foreach (var word in words.Take(MostWords).OrderByDescending(word => word.Span.Start))
        {
            if (IsPlain(word, parsed.Text) && Better(word.Text, searcher, isOver) is { } better)
                text = word.Span.Replace(text, better);
        }
        return isOver() || string.Equals(text, parsed.Text, StringComparison.Ordinal) ? null : text;
    }

    /// <summary>The words that must or may be there, in headline or story.</summary>
    private static void Collect(SyntaxNode? node, List<TermNode> words)
    {
        switch (node)
        {
            case TermNode term:
                words.Add(term);
                break;
            case BoostNode boost:
                Collect(boost.Clause, words);
                break;
            case AndNode and:
                foreach (var part in and.Clauses)
                    Collect(part, words);
                break;
            case OrNode or:
                foreach (var part in or.Clauses)
                    Collect(part, words);
                break;
        }
    }

    /// <summary>Typed as it is, so that its place in the text can be written over.</summary>
    private static bool IsPlain(TermNode word, string text) => text[word.Span.Start..word.Span.End] == word.Text;

    private static string? Better(string written, IndexSearcher searcher, Func<bool> isOver)
    {
        if (WordForms.Of(written) is not [{ IsAcronym: false } word] || word.Form.Length < ShortestWord || word.Form.Any(char.IsDigit))
            return null;
        var edits = word.Form.Length < LongWord ? 1 : 2;
        return SpellingCandidates.Of(searcher, Fields, word.Form, edits, prefixLength: 1, isOver) is [var best, ..]
            ? Capitalised(best.Term.ToString(), written)
            : null;
    }

    /// <summary>With a capital where the word typed has one: it says that a name is meant.</summary>
    private static string Capitalised(string better, string written) =>
        char.IsUpper(written[0]) ? char.ToUpperInvariant(better[0]) + better[1..] : better;
}
