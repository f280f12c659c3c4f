using Search.Analysis.Standard;
using Search.Analysis.Stemming;

namespace Search.Analysis.English;

/// <summary>Lucene 8's EnglishAnalyzer: words, possessive 's, lower case, 33 stop words, Porter's stemmer.</summary>
public sealed class EnglishAnalyzer : Analyzer
{
    /// <summary>Lucene's English stop words.</summary>
    public static TermSet StopWords { get; } = TermSet.Parse(
        """
        a an and are as at be but by for if in into is it no not of on or such
        that the their then there these they this to was will with
        """);

    public override TokenStream CreateStream(string field) =>
        new(new StandardTokenizer(StandardTokenizerOptions.LowerCaseAscii), new EnglishPossessiveFilter(),
            new LowerCaseFilter(asciiIsLower: true), new StopFilter(StopWords), new StemFilter(new PorterStemmer()));
}
