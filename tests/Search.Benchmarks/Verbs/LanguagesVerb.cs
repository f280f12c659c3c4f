using System.CommandLine;
using System.Diagnostics;
using Search.Testing.Languages;

namespace Search.Benchmarks.Verbs;

/// <summary><c>languages</c>: how often the language of news and messages is told rightly; a line for each kind of text. Needs the shared data.</summary>
internal static class LanguagesVerb
{
    public static Command Create()
    {
        var command = new Command("languages", "Measures the detection of languages on texts whose language is known.");
        command.SetAction(_ =>
        {
            foreach (var labelled in LabelledTexts.News().Concat(LabelledTexts.Messages()))
                Print(labelled);
        });
        return command;
    }

    private static void Print(LabelledTexts labelled)
    {
        var clock = Stopwatch.StartNew();
        var score = DetectionScore.Of(labelled);
        Json.Print(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["texts_of"] = labelled.Name,
            ["language"] = labelled.Language,
            ["texts"] = score.Texts,
            ["right"] = Json.Round(100 * score.RightShare),
            ["untold"] = Json.Round(100.0 * score.Untold / score.Texts),
            ["wrong"] = Json.Round(100 * score.WrongShare),
            ["us_per_text"] = Json.Round(clock.Elapsed.TotalMicroseconds / score.Texts),
        });
    }
}
