using System.Collections.Frozen;

namespace Search.Ingest.Text;

/// <summary>
/// The language of a text by its script and its commonest function words; says nothing rather than something doubtful. For texts
/// that don't say their language themselves.
/// </summary>
internal static class LanguageGuess
{
    private const int CharactersRead = 4_000;
    private const int FewestWords = 8;
    private const double FewestHits = 0.12;
    private const double Lead = 1.5;

    private static readonly (string Language, FrozenSet<string> Words)[] Latin =
    [
        ("en", Set("the of and to in a is that for it was on with as by at from he his be this are has have had not but which were they who said")),
        ("de", Set("der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei")),
        ("fr", Set("le la les de des et à en un une du que est pour qui dans au par plus pas sur ne se ce il sont avec ont été cette")),
        ("es", Set("de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ha fue este")),
        ("it", Set("di e il la che in un a per è una del non con si le da dei i sono della nel al alla più anche come ha gli")),
        ("pt", Set("de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das à seu")),
        ("nl", Set("de van het een en in is dat op te voor met zijn die niet aan er om ook als bij naar dan uit maar door wordt hij")),
        ("tr", Set("ve bir bu da de için ile çok olarak daha olan gibi kadar sonra ne var en ise ama değil o olduğu ki")),
    ];

    /// <summary>ISO 639-1 code, or null where the text does not make it clear.</summary>
    public static string? Of(string text)
    {
        var head = text.Length > CharactersRead ? text[..CharactersRead] : text;
        return ByScript(head, out var isLatin) ?? (isLatin ? ByWords(head) : null);
    }

    /// <summary>The primary subtag of a language tag as sources give it ("en-US", "AR", "eng"), or null for none.</summary>
    public static string? Normalise(string? tag)
    {
        var primary = tag?.Trim().Split('-', '_', ',', ';', ' ')[0].ToLowerInvariant();
        return primary switch
        {
            "eng" or "english" => "en",
            "ara" or "arabic" => "ar",
            "deu" or "ger" => "de",
            "fra" or "fre" => "fr",
            "spa" => "es",
            { Length: 2 or 3 } when primary.All(char.IsAsciiLetter) && primary is not ("und" or "zxx" or "mul") => primary,
            _ => null,
        };
    }

    private static string? ByScript(string text, out bool isLatin)
    {
        int latin = 0, arabic = 0, farsi = 0, hebrew = 0, cyrillic = 0, ukrainian = 0, kana = 0, han = 0, hangul = 0, greek = 0;
        foreach (var character in text)
        {
            _ = character switch
            {
                < 'A' => 0,
                < '\u0250' => char.IsLetter(character) ? latin++ : 0,
                >= '\u0370' and < '\u0400' => greek++,
                'і' or 'ї' or 'є' or 'ґ' => ukrainian++,
                >= '\u0400' and < '\u0530' => cyrillic++,
                >= '\u0590' and < '\u0600' => hebrew++,
                'پ' or 'چ' or 'ژ' or 'گ' or 'ک' or 'ی' or 'ٹ' or 'ے' => farsi++,
                >= '\u0600' and < '\u0700' => arabic++,
                >= '\u3040' and < '\u3100' => kana++,
                >= '\u4E00' and < '\uA000' => han++,
                >= '\uAC00' and < '\uD7A4' => hangul++,
                _ => 0,
            };
        }
        var all = latin + arabic + farsi + hebrew + cyrillic + ukrainian + kana + han + hangul + greek;
        isLatin = all > 0 && latin * 10 > all * 8;
        bool Most(int count) => count * 10 > all * 7 && count > 5;
        return Most(arabic) && farsi * 50 < arabic ? "ar" : Most(hebrew) ? "he" : Most(greek) ? "el" : Most(hangul) ? "ko"
            : Most(kana + han) ? kana * 20 > han ? "ja" : "zh"
            : Most(cyrillic + ukrainian) && ukrainian * 40 > cyrillic ? "uk" : null;
    }

    private static string? ByWords(string text)
    {
        var words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < FewestWords)
            return null;
        var counts = Latin.Select(language => (language.Language, Hits: words.Count(language.Words.Contains)))
            .OrderByDescending(language => language.Hits).ToArray();
        var clear = counts[0].Hits >= words.Length * FewestHits && counts[0].Hits >= counts[1].Hits * Lead && counts[0].Hits > 2;
        return clear ? counts[0].Language : null;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
