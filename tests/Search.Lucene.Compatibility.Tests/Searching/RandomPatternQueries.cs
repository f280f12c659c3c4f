using System.Text;
using Search.Lucene.Indexing;

namespace Search.Lucene.Compatibility.Tests.Searching;

/// <summary>Random queries of these kinds over the words of an index, the same for the same seed.</summary>
/// <remarks>
/// Fuzzy words stand in required clauses only: beside the same word as an optional clause Lucene adds up boosts in the order of its hash codes,
/// which change from run to run.
/// </remarks>
internal sealed class RandomPatternQueries(DirectoryReader reader, int seed)
{
    private readonly Random _random = new(seed);
    private readonly string[] _words = Words(reader);

    public IEnumerable<string> Take(int count) => Enumerable.Range(0, count).Select(_ => Next());

    private string Next() => _random.Next(5) switch
    {
        0 => $"+{Pattern()} +{Pattern()}",
        1 => $"+{Pattern()} -{Pattern()} {Word()}",
        _ => Pattern(),
    };

    private string Pattern() => _random.Next(6) switch
    {
        0 => Changed(Word(), letter => _random.Next(4) switch { 0 => "?", 1 => "*", _ => letter }),
        1 => (_random.Next(2) == 0 ? "*" : "") + Word()[.._random.Next(1, 3)] + "*",
        2 => "/" + Changed(Word(), letter => _random.Next(5) switch { 0 => ".", 1 => $"[{letter}-{(letter[0] > 'z' ? 'ي' : 'z')}]", 2 => letter + "*", 3 => $"({letter}|.{letter})", _ => letter }) + "/",
        3 => $"{Mistyped(Word())}~{_random.Next(1, 3)}",
        4 => $"[{Word()} TO {Word()}]",
        _ => Word() + "~1",
    };

    private string Word() => _words[_random.Next(_words.Length)];

    private string Mistyped(string word)
    {
        var at = _random.Next(word.Length - 1);
        return _random.Next(3) switch
        {
            0 => word.Remove(at, 1),
            1 => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
            _ => word.Insert(at, word[^1].ToString()),
        };
    }

    private static string Changed(string word, Func<string, string> change) => string.Concat(word.Select(letter => change(letter.ToString())));

    private static string[] Words(DirectoryReader reader)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var leaf in reader.Leaves)
        {
            var terms = leaf.Terms("body")!.Enumerate();
            while (terms.MoveNext())
            {
                if (terms.State.DocFreq > 2 && Encoding.UTF8.GetString(terms.Term) is { Length: > 2 and < 12 } word && word.All(letter => letter is (>= 'a' and <= 'z') or (>= 'ا' and <= 'ي')))
                    words.Add(word);
            }
        }
        return [.. words];
    }
}
