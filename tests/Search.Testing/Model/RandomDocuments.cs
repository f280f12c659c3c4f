using System.Globalization;
using System.Text;

namespace Search.Testing.Model;

/// <summary>Documents of random words, of which few are frequent and many rare, all from one seed.</summary>
public sealed class RandomDocuments(int seed)
{
    private int _version;

    public Random Random { get; } = new(seed);

    public ModelDocument Next(int ids = 200)
    {
        var id = "id" + Random.Next(ids).ToString(CultureInfo.InvariantCulture);
        var key = "k" + (_version++).ToString(CultureInfo.InvariantCulture);
        var titles = Enumerable.Range(0, Random.Next(3)).Select(_ => Text(8)).ToArray();
        var tags = Random.Next(3) == 0 ? Text(6).Replace("^", "", StringComparison.Ordinal) : null;
        long? published = Random.Next(4) == 0 ? null : Random.NextInt64(-5_000_000_000, 5_000_000_000) >> Random.Next(34);
        var source = Random.Next(3) == 0 ? null : "source " + Random.Next(20).ToString(CultureInfo.InvariantCulture);
        return new ModelDocument(id, key, Text(60), titles, tags, published, source);
    }

    public string Word() => "w" + ((int)(3000 * Math.Pow(Random.NextDouble(), 4))).ToString(CultureInfo.InvariantCulture);

    private string Text(int most)
    {
        var text = new StringBuilder();
        for (var i = Random.Next(most); i > 0; i--)
        {
            if (Random.Next(30) == 0)
                text.Append('_').Append(Random.Next(1, 9)).Append(' ');
            else if (text.Length > 0 && text[0] != '_' && Random.Next(20) == 0)
                text.Append('^');
            text.Append(Word()).Append(' ');
        }
        return text.ToString();
    }
}
