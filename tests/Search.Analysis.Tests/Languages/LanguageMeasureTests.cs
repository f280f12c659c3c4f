using Search.Testing;
using Search.Testing.Languages;
using Xunit.Abstractions;

namespace Search.Analysis.Tests.Languages;

/// <summary>How well languages are told, on news and on translated messages: what stands here is a little below what was measured (<c>Search.Benchmarks -- languages</c>).</summary>
public sealed class LanguageMeasureTests(ITestOutputHelper output)
{
    /// <summary>Reuters' wires of 1987, many of them tables of figures, have the worst of each kind.</summary>
    [PeerTheory(Peer.SharedData)]
    [InlineData("headlines", 0.35, 0.03)]
    [InlineData("first sentences", 0.8, 0.006)]
    [InlineData("bodies", 0.8, 0.002)]
    public void The_language_of_news_is_told_and_seldom_wrongly(string kind, double leastRight, double mostWrong)
    {
        foreach (var labelled in LabelledTexts.News().Where(labelled => labelled.Name.EndsWith(kind, StringComparison.Ordinal)))
            Check(labelled, labelled.Name.StartsWith("reuters", StringComparison.Ordinal) ? leastRight : Math.Max(leastRight, kind == "headlines" ? 0.5 : 0.85), mostWrong);
    }

    /// <summary>The languages that have a stemmer here. Names of programs and switches in Latin letters make Russian messages doubtful.</summary>
    [PeerTheory(Peer.SdkMessages)]
    [InlineData("fr", 0.94)]
    [InlineData("de", 0.96)]
    [InlineData("es", 0.85)]
    [InlineData("it", 0.96)]
    [InlineData("pt", 0.94)]
    [InlineData("ru", 0.6)]
    [InlineData("tr", 0.94)]
    public void The_language_of_a_translated_message_is_told_and_seldom_wrongly(string language, double leastRight) =>
        Check(LabelledTexts.Messages().Single(labelled => labelled.Language == language), leastRight, mostWrong: 0.02);

    private void Check(LabelledTexts labelled, double leastRight, double mostWrong)
    {
        var score = DetectionScore.Of(labelled);
        output.WriteLine($"{labelled.Name}: {score}");
        Assert.InRange(score.Texts, 300, int.MaxValue);
        Assert.True(score.RightShare >= leastRight && score.WrongShare <= mostWrong, $"{labelled.Name}: {score}");
    }
}
