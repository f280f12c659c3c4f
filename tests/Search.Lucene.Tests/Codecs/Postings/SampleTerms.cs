using System.Text;

namespace Search.Lucene.Tests.Codecs.Postings;

/// <summary>Random terms and postings, of all the shapes that the format treats differently.</summary>
internal static class SampleTerms
{
    private static readonly string[] Syllables = ["ba", "de", "qa", "lam", "oun", "in", "cur", "sion", "ها", "é", "x", "7"];

    /// <summary>Distinct random terms in ascending order: words with common prefixes and random bytes.</summary>
    public static byte[][] Bytes(Random random, int count)
    {
        var terms = new SortedSet<byte[]>(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
        while (terms.Count < count)
            terms.Add(random.Next(5) == 0 ? RandomBytes(random) : Word(random));
        return [.. terms];
    }

    /// <summary>Postings of so many documents below <paramref name="maxDoc"/>.</summary>
    public static SamplePosting[] Postings(Random random, int maxDoc, int count)
    {
        var docs = new SortedSet<int>();
        while (docs.Count < count)
            docs.Add(random.Next(maxDoc));
        return [.. docs.Select(doc => new SamplePosting(doc, Positions(random)))];
    }

    /// <summary>Terms with postings; sizes from one document to several skip levels' worth.</summary>
    public static SampleTerm[] Terms(Random random, int maxDoc, int count) =>
        [.. Bytes(random, count).Select(term => new SampleTerm(term, Postings(random, maxDoc, Size(random, maxDoc))))];

    private static int Size(Random random, int maxDoc) => Math.Min(maxDoc, random.Next(8) switch
    {
        0 or 1 or 2 => 1,
        3 or 4 => random.Next(1, 20),
        5 => 128 * random.Next(1, 4),
        6 => random.Next(100, 300),
        _ => random.Next(1, 3000),
    });

    private static byte[] Word(Random random)
    {
        var word = new StringBuilder();
        for (var i = random.Next(0, 6); i > 0; i--)
            word.Append(Syllables[random.Next(Syllables.Length)]);
        return Encoding.UTF8.GetBytes(word.ToString());
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(1, 8)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static int[] Positions(Random random)
    {
        var freq = random.Next(20) switch { < 12 => 1, < 18 => random.Next(1, 10), 18 => random.Next(1, 400), _ => 2 };
        var positions = new int[freq];
        var at = 0;
        for (var i = 0; i < freq; i++)
            positions[i] = at += random.Next(30) == 0 ? random.Next(100_000) : random.Next(i == 0 ? 0 : 1, 40);
        return positions;
    }
}
