using Search.Analysis.Languages;

namespace Search.Ingest.Text;

/// <summary>The language of a text, for those that don't say it themselves, and what the tags of those that do mean.</summary>
internal static class LanguageGuess
{
    /// <summary>The code that <see cref="LanguageDetector"/> gives, or null where the text does not make it clear.</summary>
    public static string? Of(string text) => LanguageDetector.Detect(text);

    /// <summary>The primary subtag of a language tag as sources give it ("en-US", "AR", "eng"), or null for none.</summary>
    public static string? Normalise(string? tag)
    {
        // As nearly all sources write it.
        if (tag is [>= 'a' and <= 'z', >= 'a' and <= 'z'])
            return tag;
        var primary = tag?.Trim().Split('-', '_', ',', ';', ' ')[0].ToLowerInvariant();
        return primary switch
        {
            "eng" or "english" => "en",
            "ara" or "arabic" => "ar",
            "deu" or "ger" => "de",
            "fra" or "fre" => "fr",
            "spa" => "es",
            "ita" => "it",
            "por" => "pt",
            "rus" => "ru",
            "tur" => "tr",
            "fas" or "per" => "fa",
            "urd" => "ur",
            { Length: 2 or 3 } when primary.All(char.IsAsciiLetter) && primary is not ("und" or "zxx" or "mul") => primary,
            _ => null,
        };
    }
}
