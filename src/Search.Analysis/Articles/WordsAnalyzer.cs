using Search.Analysis.Standard;

namespace Search.Analysis.Articles;

/// <summary>
/// The words of an article as written, for <c>title</c> and <c>body</c>: UAX #29 words, case and accents folded, the possessive 's taken,
/// and beside a function word in capitals (IS, US, WHO) its form in capitals. In French, Italian and Turkish the word itself stands beside
/// one that an apostrophe joins to something (l'Iran, Suriye'de). Every word has a position of its own.
/// </summary>
/// <param name="language">The article's language, an ISO 639-1 code; null where unknown.</param>
public sealed class WordsAnalyzer(string? language = null) : Analyzer
{
    public override TokenStream CreateStream(string field)
    {
        var words = new StandardTokenizer(StandardTokenizerOptions.LowerCaseAscii | StandardTokenizerOptions.MarkShouting);
        return ApostropheFormsFilter.For(language) is { } forms
            ? new TokenStream(words, new FoldFilter(), forms, new CapitalFormsFilter())
            : new TokenStream(words, new FoldFilter(), new CapitalFormsFilter());
    }

    public override TokenStream CreateStream(string field, StreamSharing sharing) => ApostropheFormsFilter.For(language) is null
        ? new TokenStream(new FoldedWords(sharing), new CapitalFormsFilter())
        : CreateStream(field);
}
