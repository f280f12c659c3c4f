using Search.Analysis.Standard;

namespace Search.Analysis.Articles;

/// <summary>
/// The stems of an article's words, for <c>title.stem</c> and <c>body.stem</c>, fields without positions: by the word's script and the
/// article's language, of the words that <see cref="WordsAnalyzer"/> gives.
/// </summary>
/// <remarks>
/// No token at all: names (see <see cref="NameTokenizer"/>), so that Hama never meets Hamas; function words of English and Arabic, and
/// numbers, which have no other forms. Where there is no stemmer for a word's script and language, its token is the folded word. Stems of
/// French, German, Italian, Portuguese, Russian, Spanish and Turkish begin with ~ and meet only each other.
/// </remarks>
/// <param name="language">The article's language, a BCP 47 tag; null or empty where unknown.</param>
public sealed class StemsAnalyzer(string? language = null) : Analyzer
{
    public override TokenStream CreateStream(string field)
    {
        Tokenizer words = ArticleStemmers.CapitalsMeanNames(language) ? new NameTokenizer() : new StandardTokenizer(StandardTokenizerOptions.LowerCaseAscii);
        var folded = new StemsFilter(ArticleStemmers.ForLatin(language), ArticleStemmers.ForArabic(language));
        return ArticleStemmers.ForWritten(language) is { } written
            ? new TokenStream(words, new LowerCaseFilter(asciiIsLower: true), new WrittenStemsFilter(written), new FoldFilter(), folded)
            : new TokenStream(words, new FoldFilter(), folded);
    }

    public override TokenStream CreateStream(string field, StreamSharing sharing) =>
        ArticleStemmers.CapitalsMeanNames(language) && ArticleStemmers.ForWritten(language) is null
            ? new TokenStream(new FoldedWords(sharing), new StemsFilter(ArticleStemmers.ForLatin(language), ArticleStemmers.ForArabic(language)))
            : CreateStream(field);
}
