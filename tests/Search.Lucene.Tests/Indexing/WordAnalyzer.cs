using Search.Analysis;

namespace Search.Lucene.Tests.Indexing;

/// <summary>Words between spaces (<see cref="WordTokenizer"/>), values of a field 10 positions apart.</summary>
internal sealed class WordAnalyzer : Analyzer
{
    public const int Gap = 10;

    public static WordAnalyzer Instance { get; } = new();

    public override TokenStream CreateStream(string field) => new(new WordTokenizer());

    public override int PositionIncrementGap(string field) => Gap;
}
