using System.Text;
using Search.Lucene.Documents;

namespace Search.Percolation.Tests.Properties;

/// <summary>
/// Small documents of few words, from one seed, in the notation of <see cref="Testing.Model.WordTokenizer"/>: several fields, some missing,
/// several values of one, words at one position, positions left out, numbers, whole strings.
/// </summary>
internal sealed class RandomDocuments
{
    private static readonly string[] Letters = ["a", "b", "c", "é", "ب", "س", "😀", "1", "-"];

    private static readonly string[] Arabic = ["حرب", "حروب", "الحرب", "سوريا", "قلمون"];

    private readonly string[] _vocabulary;

    public RandomDocuments(int seed)
    {
        Random = new Random(seed);
        var letters = Letters.AsSpan(0, Random.Next(2, Letters.Length + 1)).ToArray();
        _vocabulary = [.. Enumerable.Range(0, Random.Next(3, 30)).Select(_ => string.Concat(Random.GetItems(letters, Random.Next(8) == 0 ? Random.Next(6, 20) : Random.Next(1, 6)))), .. Arabic.Take(Random.Next(6))];
    }

    public Random Random { get; }

    /// <summary>One of the few; the first come most often.</summary>
    public string Word() => _vocabulary[(int)(_vocabulary.Length * Math.Pow(Random.NextDouble(), 2))];

    public long Number() => Random.Next(20) switch
    {
        0 => long.MinValue,
        1 => long.MaxValue,
        2 => Random.NextInt64(),
        _ => Random.Next(-6, 7),
    };

    public Document Next()
    {
        var document = new Document();
        AddTexts(document);
        if (Random.Next(3) > 0)
            document.Add(Field.String("label", Random.Next(8) == 0 ? "" : Word(), stored: false));
        if (Random.Next(3) == 0)
            document.Add(Field.String("label", Word(), stored: false)).Add(Field.SortedDocValues("label", Word()));
        AddNumbers(document);
        return document;
    }

    private void AddTexts(Document document)
    {
        if (Random.Next(8) > 0)
            document.Add(Field.Text("body", Text(Random.Next(40)), stored: false));
        for (var i = Random.Next(4); i > 0; i--)
            document.Add(Field.Text("title", Text(Random.Next(8)), stored: true));
        if (Random.Next(2) == 0)
            document.Add(Field.Text("tags", Encoding.UTF8.GetBytes(Text(Random.Next(6))), stored: false, IndexOptions.DocsAndFreqs, omitNorms: true));
        if (Random.Next(4) == 0)
            document.Add(Field.StoredString("stored", Word()));
    }

    private void AddNumbers(Document document)
    {
        if (Random.Next(3) > 0)
        {
            var published = Number();
            document.Add(Field.LongPoint("published", published)).Add(Field.NumericDocValues("published", published));
        }
        if (Random.Next(2) == 0)
            document.Add(Field.NumericDocValues("size", Number()));
        for (var i = Random.Next(3); i > 0; i--)
            document.Add(Field.LongPoint("rank", Number()));
    }

    private string Text(int words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            if (Random.Next(15) == 0)
                text.Append('_').Append(Random.Next(1, 9)).Append(' ');
            else if (i > 0 && text[0] != '_' && Random.Next(8) == 0)
                text.Append('^');
            text.Append(Word()).Append(' ');
        }
        return text.ToString();
    }
}
