namespace Search.Analysis.Languages;

/// <summary>Scripts as far as they tell languages apart.</summary>
internal enum WritingSystem
{
    /// <summary>No letter, or of a script that is not looked at.</summary>
    None,
    Latin,
    Cyrillic,
    Arabic,
    Greek,
    Hebrew,
    Armenian,
    Georgian,
    Thai,
    Kana,
    Han,
    Hangul,
}
