using System.Text;
using Search.Analysis.Articles;
using Search.Lucene.Searching;
using Search.Queries.Syntax;

namespace Search.Queries.Saving;

/// <summary>Whether a pattern wants something in particular, or nearly every article has a word that fits it.</summary>
internal static class PatternReach
{
    /// <summary>A letter that no word has: what accepts a word of nothing else accepts any word of that length.</summary>
    private const char AnyLetter = '\uE000';

    /// <summary>No length that is asked for stays unnoticed.</summary>
    private const int LongestWord = 24;

    private static readonly string[][] CommonWords =
    [
        ["the", "of", "and", "to", "in", "a", "for", "on", "is", "that", "with", "was", "it", "by", "as", "from", "said", "at", "has", "have"],
        ["في", "من", "على", "أن", "إلى", "التي", "عن", "مع", "هذا", "الذي", "ما", "لا", "قال", "كان", "هذه", "بعد", "كما", "بين", "ذلك", "خلال"],
    ];

    /// <summary>False when any word of some length fits, or half of the commonest words of a language do.</summary>
    /// <param name="node">A wildcard, fuzzy or regexp node that a parser has checked.</param>
    public static bool IsNarrow(SyntaxNode node)
    {
        MultiTermQuery query = node switch
        {
            WildcardNode wildcard => new WildcardQuery("", PatternText.FoldWildcard(wildcard.Pattern, WordForms.Fold)),
            RegexpNode regexp => new RegexpQuery("", PatternText.FoldRegexp(regexp.Pattern, WordForms.Fold)),
            FuzzyNode fuzzy => new FuzzyQuery("", WordForms.Fold(fuzzy.Text), fuzzy.Edits),
            _ => throw new ArgumentOutOfRangeException(nameof(node), node.GetType(), "not a pattern"),
        };
        bool Fits(string word) => query.Matches(Encoding.UTF8.GetBytes(word));
        return !Enumerable.Range(1, LongestWord).Any(length => Fits(new string(AnyLetter, length)))
            && !Array.Exists(CommonWords, words => words.Count(word => Fits(WordForms.Fold(word))) * 2 >= words.Length);
    }
}
