namespace Search.Web.Pages;

/// <summary>Languages as people name them.</summary>
internal static class LanguageNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["ar"] = "Arabic",
        ["de"] = "German",
        ["en"] = "English",
        ["es"] = "Spanish",
        ["fa"] = "Persian",
        ["fr"] = "French",
        ["he"] = "Hebrew",
        ["it"] = "Italian",
        ["ku"] = "Kurdish",
        ["pt"] = "Portuguese",
        ["ru"] = "Russian",
        ["tr"] = "Turkish",
        ["uk"] = "Ukrainian",
    };

    /// <summary>The name of a code; the code where the name is not known here.</summary>
    public static string Of(string code) => Names.GetValueOrDefault(code, code);
}
