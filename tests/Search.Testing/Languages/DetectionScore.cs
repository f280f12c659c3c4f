using Search.Analysis.Languages;

namespace Search.Testing.Languages;

/// <summary>How often the language of texts is told rightly, not told, and told wrongly.</summary>
public sealed record DetectionScore(int Texts, int Right, int Untold, int Wrong)
{
    public static DetectionScore Of(LabelledTexts labelled)
    {
        var told = labelled.Texts.Select(text => LanguageDetector.Detect(text)).ToArray();
        var right = told.Count(language => language == labelled.Language);
        var untold = told.Count(language => language is null);
        return new DetectionScore(told.Length, right, untold, told.Length - right - untold);
    }

    /// <summary>In 1.</summary>
    public double RightShare => (double)Right / Texts;

    /// <summary>In 1.</summary>
    public double WrongShare => (double)Wrong / Texts;
}
