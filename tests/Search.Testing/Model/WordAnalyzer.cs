using Search.Analysis;

namespace Search.Testing.Model;

/// <summary>Words between spaces (<see cref="WordTokenizer"/>), values of a field 10 positions apart.</summary>
public sealed class WordAnalyzer : Analyzer
{
    public const int Gap = 10;

    public static WordAnalyzer Instance { get; } = new();

    public override TokenStream CreateStream(string field) => new(new WordTokenizer());

    public override int PositionIncrementGap(string field) => Gap;
}
