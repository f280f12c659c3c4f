namespace Search.Analysis.Standard;

/// <summary>Lucene 8's StandardAnalyzer: <see cref="StandardTokenizer"/> and lower case, no stop words.</summary>
public sealed class StandardAnalyzer : Analyzer
{
    public override TokenStream CreateStream(string field) =>
        new(new StandardTokenizer(StandardTokenizerOptions.LowerCaseAscii), new LowerCaseFilter(asciiIsLower: true));
}
