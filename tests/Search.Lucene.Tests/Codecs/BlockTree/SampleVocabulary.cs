using System.Globalization;
using System.Text;
using Search.Lucene.Tests.Codecs.Postings;

namespace Search.Lucene.Tests.Codecs.BlockTree;

/// <summary>Sorted lists of terms, each hard on another part of the dictionary.</summary>
internal static class SampleVocabulary
{
    public static IComparer<byte[]> Order { get; } = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    public static byte[][] Named(string name)
    {
        var random = new Random(11);
        return name switch
        {
            "random" => SampleTerms.Bytes(random, 5000),
            "one" => [[7]],
            "empty" => [[]],
            "ids" => Sorted(3000, _ => Encoding.ASCII.GetBytes($"urn:article:{random.NextInt64():x16}")),
            "numbers" => Sorted(5000, _ => Encoding.ASCII.GetBytes(random.Next(100_000).ToString(CultureInfo.InvariantCulture))),
            "long" => Sorted(60, i => [.. new byte[32_764 - (i % 7)], (byte)random.Next(256), (byte)random.Next(256)]),
            "nested" => Sorted(900, i => [.. Enumerable.Repeat((byte)'a', i / 3), .. new byte[i % 3]]),
            _ => Sorted(4000, _ => [(byte)random.Next(256), (byte)random.Next(4), (byte)random.Next(256)]),
        };
    }

    /// <summary>A term, or a term that was cut, grown or changed a little.</summary>
    public static byte[] Near(byte[][] terms, Random random)
    {
        var term = terms[random.Next(terms.Length)];
        switch (random.Next(5))
        {
            case 0 when term.Length > 0:
                return term[..random.Next(term.Length)];
            case 1 when term.Length < 32_766:
                return [.. term, (byte)random.Next(256)];
            case 2 when term.Length > 0:
                var changed = term.ToArray();
                changed[random.Next(term.Length)] += (byte)random.Next(1, 256);
                return changed;
            default:
                return term;
        }
    }

    private static byte[][] Sorted(int count, Func<int, byte[]> make) =>
        [.. new SortedSet<byte[]>(Enumerable.Range(0, count).Select(make), (IComparer<byte[]>)Order)];
}
