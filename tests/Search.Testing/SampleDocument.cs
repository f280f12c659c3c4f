using System.Globalization;

namespace Search.Testing;

/// <summary>A document of <see cref="SampleIndex"/>.</summary>
public sealed record SampleDocument(string Url, string Body, string Source, long? Published)
{
    private static readonly string[] Vocabulary =
        [.. Enumerable.Range(0, 400).Select(i => "w" + (i * i % 997).ToString(CultureInfo.InvariantCulture)), "the", "of", "حماة"];

    /// <summary>The tokens of the body.</summary>
    public string[] Words => Body.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal static SampleDocument Make(Random random, int number)
    {
        var words = Enumerable.Range(0, random.Next(24)).Select(_ => Vocabulary[Math.Min(random.Next(Vocabulary.Length), random.Next(Vocabulary.Length))]);
        return new SampleDocument(
            string.Create(CultureInfo.InvariantCulture, $"https://example.org/{number}"),
            string.Join(' ', words),
            string.Create(CultureInfo.InvariantCulture, $"source {random.Next(90)}"),
            random.Next(6) == 0 ? null : 1_400_000_000 + random.Next(100_000_000));
    }
}
