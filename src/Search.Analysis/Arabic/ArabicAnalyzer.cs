using Search.Analysis.Standard;
using Search.Analysis.Stemming;

namespace Search.Analysis.Arabic;

/// <summary>Lucene 8's ArabicAnalyzer: words, lower case, digits to 0-9, stop words as written, normalisation, light stems.</summary>
public sealed class ArabicAnalyzer : Analyzer
{
    /// <summary>Jacques Savoy's Arabic stop words (see NOTICE), not normalised, as in Lucene.</summary>
    public static TermSet StopWords { get; } = TermSet.Parse(
        """
        من ومن منها منه في وفي فيها فيه و ف ثم او أو ب بها به ا أ اى اي أي أى لا ولا الا ألا إلا
        لكن ما وما كما فما عن مع اذا إذا ان أن إن انها أنها إنها انه أنه إنه بان بأن فان فأن وان
        وأن وإن التى التي الذى الذي الذين الى الي إلى إلي على عليها عليه اما أما إما ايضا أيضا كل
        وكل لم ولم لن ولن هى هي هو وهى وهي وهو فهى فهي فهو انت أنت لك لها له هذه هذا تلك ذلك هناك
        كانت كان يكون تكون وكانت وكان غير بعض قد نحو بين بينما منذ ضمن حيث الان الآن خلال بعد قبل
        حتى عند عندما لدى جميع
        """);

    public override TokenStream CreateStream(string field) =>
        new(new StandardTokenizer(StandardTokenizerOptions.LowerCaseAscii), new LowerCaseFilter(asciiIsLower: true),
            new DecimalDigitFilter(), new StopFilter(StopWords), new ArabicNormalizationFilter(), new StemFilter(new ArabicLightStemmer()));
}
