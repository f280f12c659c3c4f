using System.Text.Json;
using System.Text.RegularExpressions;
using Search.Ingest.Pages;
using Search.Testing;
using Xunit.Abstractions;

namespace Search.Ingest.Tests.Pages;

/// <summary>Holds extraction to floors on real pages whose truth is known; the figures reached are printed.</summary>
public sealed class ExtractionQualityTests(ITestOutputHelper output)
{
    private const int Every = 2;

    [SharedFact("data/html/aeb.tar.xz")]
    public void Bodies_share_their_four_word_shingles_with_the_truth()
    {
        using var folder = new TemporaryFolder();
        Archives.Unpack("data/html/aeb.tar.xz", folder.Path);
        var scores = Truth(folder, "aeb").Select(page => F1(Shingles(page.GetProperty("articleBody").GetString()!), Shingles(Extract(folder, "aeb", page).Body))).ToList();
        output.WriteLine($"{scores.Count} pages, mean F1 {scores.Average():F4}");
        Assert.True(scores.Average() > 0.93, $"mean F1 {scores.Average():F4}");
    }

    [SharedFact("data/html/trafilatura.tar.xz")]
    public void Snippets_titles_authors_and_dates_are_kept_and_boilerplate_is_dropped()
    {
        using var folder = new TemporaryFolder();
        Archives.Unpack("data/html/trafilatura.tar.xz", folder.Path);
        var (kept, dropped, title, author, date) = (new Ratio(), new Ratio(), new Ratio(), new Ratio(), new Ratio());
        foreach (var truth in Truth(folder, "trafilatura"))
        {
            var page = Extract(folder, "trafilatura", truth);
            var body = Spaces(page.Body);
            foreach (var snippet in Texts(truth, "with"))
                kept.Count(body.Contains(Spaces(snippet), StringComparison.Ordinal));
            foreach (var snippet in Texts(truth, "without"))
                dropped.Count(!body.Contains(Spaces(snippet), StringComparison.Ordinal));
            foreach (var expected in Texts(truth, "title"))
                title.Count(Spaces(expected).Equals(page.Title, StringComparison.OrdinalIgnoreCase));
            if (Texts(truth, "author").ToList() is { Count: > 0 } names)
                author.Count(Spaces(string.Join(", ", names)).Equals(string.Join(", ", page.Authors), StringComparison.OrdinalIgnoreCase));
            foreach (var expected in Texts(truth, "date"))
                date.Count(page.Published?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) == expected);
        }
        output.WriteLine($"kept {kept}, dropped {dropped}, title {title}, author {author}, date {date}");
        Assert.True(kept.Value > 0.86, $"kept {kept}");
        Assert.True(dropped.Value > 0.88, $"dropped {dropped}");
        Assert.True(title.Value > 0.75, $"title {title}");
        Assert.True(author.Value > 0.45, $"author {author}");
        Assert.True(date.Value > 0.72, $"date {date}");
    }

    private static IEnumerable<JsonElement> Truth(TemporaryFolder folder, string set)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, set, "ground-truth.json")));
        return [.. truth.RootElement.EnumerateArray().Where((_, at) => at % Every == 0).Select(page => page.Clone())];
    }

    private static ExtractedPage Extract(TemporaryFolder folder, string set, JsonElement truth) =>
        HtmlPageExtractor.Extract(File.ReadAllBytes(Path.Combine(folder.Path, set, truth.GetProperty("file").GetString()!)), truth.GetProperty("url").GetString());

    private static IEnumerable<string> Texts(JsonElement truth, string name) =>
        !truth.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.GetString()!).Where(text => text.Length > 0)
        : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? [text] : [];

    private static string Spaces(string text) => Regex.Replace(text, @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(5)).Trim();

    private static HashSet<string> Shingles(string text)
    {
        var words = Regex.Matches(text.ToLowerInvariant(), @"\w+", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Value).ToArray();
        return words.Length < 4
            ? [string.Join(' ', words)]
            : [.. Enumerable.Range(0, words.Length - 3).Select(at => string.Join(' ', words, at, 4))];
    }

    private static double F1(HashSet<string> truth, HashSet<string> found)
    {
        var common = truth.Count(found.Contains);
        return common == 0 ? 0 : 2.0 * common / (truth.Count + found.Count);
    }

    private sealed class Ratio
    {
        private int _good;
        private int _all;

        public double Value => (double)_good / _all;

        public void Count(bool isGood)
        {
            _all++;
            _good += isGood ? 1 : 0;
        }

        public override string ToString() => $"{_good}/{_all} ({Value:F3})";
    }
}
