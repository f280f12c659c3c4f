using Search.Analysis.Standard;

namespace Search.Analysis.Articles;

/// <summary>
/// The words of an article as written, for <c>title</c> and <c>body</c>: UAX #29 words, case and accents folded, the possessive 's taken,
/// and beside a function word in capitals (IS, US, WHO) its form in capitals. Every word has a position of its own.
/// </summary>
public sealed class WordsAnalyzer : Analyzer
{
    public override TokenStream CreateStream(string field) => new(
        new StandardTokenizer(StandardTokenizerOptions.LowerCaseAscii | StandardTokenizerOptions.MarkShouting),
        new FoldFilter(), new CapitalFormsFilter());
}
