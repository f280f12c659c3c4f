using Search.Analysis.Arabic;
using Search.Analysis.English;
using Search.Analysis.French;
using Search.Analysis.German;
using Search.Analysis.Italian;
using Search.Analysis.Portuguese;
using Search.Analysis.Russian;
using Search.Analysis.Spanish;
using Search.Analysis.Stemming;
using Search.Analysis.Turkish;

namespace Search.Analysis.Articles;

/// <summary>Which stemmer serves which script in an article of a language (a BCP 47 tag; null or empty where unknown). Null is none: the word itself.</summary>
internal static class ArticleStemmers
{
    private static readonly Porter2Stemmer English = new();
    private static readonly ArabicLightStemmer Arabic = new();

    private static readonly Dictionary<string, WrittenStems> Written = new(StringComparer.Ordinal)
    {
        ["fr"] = new(new FrenchStemmer()),
        ["es"] = new(new SpanishStemmer()),
        ["de"] = new(new GermanStemmer()),
        ["it"] = new(new ItalianStemmer()),
        ["pt"] = new(new PortugueseStemmer()),
        ["tr"] = new(new TurkishStemmer()),
        ["ru"] = new(new RussianStemmer(), isCyrillic: true),
    };

    /// <summary>The stems of every language that makes them of words as written.</summary>
    public static IReadOnlyCollection<WrittenStems> EveryWritten => Written.Values;

    /// <summary>The stems of a language that makes them of words as written; null for English, Arabic, unknown ones and those without a stemmer.</summary>
    public static WrittenStems? ForWritten(string? language) => Written.GetValueOrDefault(Primary(language));

    /// <summary>Folded words in Latin script: English in articles in English, Arabic or an unknown language.</summary>
    public static Stemmer? ForLatin(string? language) => Primary(language) is "" or "en" or "und" or "ar" ? English : null;

    /// <summary>Folded words in Arabic script: Arabic, unless the article is in another language of that script.</summary>
    public static Stemmer? ForArabic(string? language) =>
        Primary(language) is "fa" or "ur" or "ps" or "ku" or "ckb" or "sd" or "ug" or "pnb" or "dv" ? null : Arabic;

    /// <summary>False where capitals don't tell names, because every noun has one.</summary>
    public static bool CapitalsMeanNames(string? language) => Primary(language) is not ("de" or "lb");

    /// <summary>The language without region and script, in lower case: <c>en-GB</c> gives <c>en</c>.</summary>
    private static string Primary(string? language) => (language ?? "").Split('-', '_')[0].Trim().ToLowerInvariant();
}
