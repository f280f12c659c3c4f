namespace Search.Analysis.Languages;

/// <summary>What tells a language from others of its script. Lists have blanks between their entries, in lower case.</summary>
/// <param name="Code">ISO 639-1 code; 639-3 where there is none.</param>
/// <param name="Letters">Letters of its alphabet that some other language of the script does not have.</param>
/// <param name="Endings">Ends of its longer words.</param>
/// <param name="Words">Function words, and the commonest words of news.</param>
internal sealed record LanguageProfile(string Code, string Letters, string Endings, string Words);
