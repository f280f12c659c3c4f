using System.Collections;
using System.IO.Compression;
using System.Reflection;
using System.Resources;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Search.Testing.Languages;

/// <summary>Texts of which one is known by its origin to be in the language said: news of the shared data, and the messages of the .NET SDK, which come in many languages.</summary>
/// <param name="Name">Where they are from, and how long they are: headlines, first sentences, bodies or messages.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Texts">None is empty.</param>
public sealed partial record LabelledTexts(string Name, string Language, IReadOnlyList<string> Texts)
{
    /// <summary>A shorter message is mostly names of files and switches.</summary>
    private const int ShortestMessage = 60;

    private const int MostBodies = 5_000;

    private static readonly (string Corpus, string Language)[] Corpora =
        [("allsides", "en"), ("fakes", "en"), ("reuters21578", "en"), ("agnews_test", "en"), ("fnc1_train_bodies", "en"), ("almayadeen", "ar"), ("saudinewsnet", "ar")];

    private static readonly (string Folder, string Language)[] Translations =
        [("fr", "fr"), ("de", "de"), ("es", "es"), ("it", "it"), ("pt-BR", "pt"), ("ru", "ru"), ("tr", "tr"), ("pl", "pl"), ("cs", "cs"), ("ja", "ja"), ("ko", "ko"), ("zh-Hans", "zh"), ("zh-Hant", "zh")];

    /// <summary>The newest SDK of the .NET that runs this; null where there is a runtime alone.</summary>
    public static string? SdkFolder
    {
        get
        {
            var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "sdk"));
            return Directory.Exists(root) ? Directory.GetDirectories(root).MaxBy(folder => Version.Parse(Path.GetFileName(folder).Split('-')[0])) : null;
        }
    }

    /// <summary>Headlines, first sentences and bodies of each corpus of the shared data that has them. Bodies: the first five thousand.</summary>
    public static IEnumerable<LabelledTexts> News()
    {
        foreach (var (corpus, language) in Corpora)
        {
            var articles = Articles(corpus);
            LabelledTexts[] kinds =
            [
                new($"{corpus} headlines", language, [.. articles.Select(article => article.Title).Where(IsText)]),
                new($"{corpus} first sentences", language, [.. articles.Select(article => FirstSentence().Match(article.Body).Value).Where(IsText)]),
                new($"{corpus} bodies", language, [.. articles.Select(article => article.Body).Where(IsText).Take(MostBodies)]),
            ];
            foreach (var kind in kinds.Where(kind => kind.Texts.Count > 0))
                yield return kind;
        }
    }

    /// <summary>The translated messages of the SDK that runs this, of sixty characters and more: computing's words, with file names and switches among them.</summary>
    public static IEnumerable<LabelledTexts> Messages()
    {
        if (SdkFolder is not { } sdk)
            yield break;
        foreach (var (folder, language) in Translations.Where(translation => Directory.Exists(Path.Combine(sdk, translation.Folder))))
            yield return new($"messages {folder}", language, [.. Directory.GetFiles(Path.Combine(sdk, folder), "*.resources.dll").Order(StringComparer.Ordinal).SelectMany(Strings).Distinct(StringComparer.Ordinal)]);
    }

    private static List<(string Title, string Body)> Articles(string corpus)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Shared.PathOf($"data/articles/{corpus}.jsonl.gz")), CompressionMode.Decompress));
        var articles = new List<(string, string)>();
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            articles.Add((Text(json, "title"), Text(json, "body")));
        }
        return articles;
    }

    private static string Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static bool IsText(string text) => text.Any(char.IsLetter);

    private static IEnumerable<string> Strings(string assembly)
    {
        var loaded = Assembly.LoadFile(assembly);
        foreach (var name in loaded.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal)))
        {
            using var reader = new ResourceReader(loaded.GetManifestResourceStream(name)!);
            foreach (DictionaryEntry entry in reader)
            {
                if (entry.Value is string { Length: >= ShortestMessage } text)
                    yield return text;
            }
        }
    }

    [GeneratedRegex(@"\A.{20,}?[.!?؟](?=\s|\z)|\A.+", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FirstSentence();
}
